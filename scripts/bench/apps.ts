import { basename, resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import { lintInTurns } from './applications.ts'
import { figure, isolated, sum } from './measure.ts'
import type { Part, Row } from './results.ts'

const rounds = 3

export const apps: Part = {
  title: 'All of a public application',
  aim: 'at most 1.03 times the time of ESLint with the parser alone',
  how: `Applications are given by their folders: \`npm run bench -- apps PATH…\`. All programs in them are linted as those above are. "All" counts what starting the plugin and reading the schema take.`,
  about: 1,
  *rows(size, only) {
    for (const path of only) yield rowOf(resolve(path), size === 'tiny' ? 1 : rounds)
  },
}

function rowOf(path: string, times: number): Row {
  const runs = Array.from({ length: times }, () => isolated(import.meta.url, lintApplication, path))
  const files = runs[0]?.costs.map(({ count }) => count) ?? []
  return {
    application: basename(path),
    files: sum(files),
    tables: runs[0]?.tables,
    all: figure(runs.map(({ starting, costs }) => (starting + sum(costs.map(({ ours }) => ours))) / sum(costs.map(({ base }) => base)))),
    'files alone': figure(runs.map(({ costs }) => sum(costs.map(({ ours }) => ours)) / sum(costs.map(({ base }) => base)))),
    'idle rules': figure(runs.map(({ costs }) => sum(costs.map(({ idle }) => idle)) / sum(costs.map(({ base }) => base)))),
    'start, ms': figure(runs.map(({ starting }) => starting)),
    'parser alone, ms a file': figure(runs.map(({ costs }) => sum(costs.map(({ base }) => base)) / sum(files))),
    findings: runs[0]?.findings,
  }
}

export async function lintApplication(root: string): ReturnType<typeof lintInTurns> {
  const ignore = ['**/node_modules/**', '**/*.d.ts', '**/dist/**', '**/build/**']
  const paths = globSync('**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}', { cwd: root, ignore, absolute: true })
  return lintInTurns(root, paths.sort())
}
