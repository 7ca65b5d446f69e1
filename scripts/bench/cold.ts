import { join } from 'node:path'
import { emptyFolder, linkPlugin, writeFiles } from './folders.ts'
import { costOfCommand, differenceOf, costFigure, inTurns, type Cost } from './measure.ts'
import { notationNamed, schemaNotations, schemaOf } from './notations.ts'
import { plainModule, queryModule } from './programs.ts'
import type { Part, Row } from './results.ts'

export const cold: Part = {
  title: 'The first diagnostic of a cold process',
  aim: 'under 150 ms more than without this plugin, with a schema of 500 tables',
  how: `A process starts, loads ESLint and the parser, with and without the preset \`recommended\`, lints one module of a hundred lines with three queries, and ends. The schema has a file for each table,
the caches of the file system are warm, and what the schema comes to was kept by an earlier process; "nothing kept" is with the setting \`cache\` at \`false\`. "No schema" is a module without queries in a project without a schema: what loading the plugin takes by itself.`,
  async *rows(size, only) {
    const [tables, rounds] = size === 'tiny' ? [5, 2] : [500, 7]
    const chosen = ['No schema', ...schemaNotations.map(({ name }) => name)].filter((name) => only.length === 0 || only.includes(name))
    for (const name of size === 'tiny' ? chosen.slice(0, 2) : chosen) yield await rowOf(name, tables, rounds)
  },
}

const program = `import { ESLint } from 'eslint'
const [, , which] = process.argv
const overrideConfig = which !== 'base'
  ? [...(await import('eslint-plugin-tenancy')).default.configs.recommended, { settings: { tenancy: { cache: which === 'kept' } } }]
  : [{ files: ['**/*.ts'], languageOptions: { parser: (await import('@typescript-eslint/parser')).default } }]
const eslint = new ESLint({ overrideConfigFile: true, overrideConfig })
await eslint.lintFiles(['src/app/report.ts'])
`

async function rowOf(name: string, tables: number, rounds: number): Promise<Row> {
  const root = emptyFolder('cold', name)
  const notation = name === 'No schema' ? undefined : notationNamed(name)
  writeFiles(root, {
    ...(notation ? schemaOf(notation, tables, 1) : { 'package.json': '{ "type": "module" }' }),
    'src/app/report.ts': notation ? queryModule(3, notation, tables, 1) : plainModule(3),
    'lint.mjs': program,
  })
  linkPlugin(root)
  const run = (which: string): Cost => costOfCommand([process.execPath, join(root, 'lint.mjs'), which], root)
  const { kept, fresh, base } = await inTurns({ base: () => run('base'), kept: () => run('kept'), fresh: () => run('fresh') }, rounds)
  return {
    schema: name,
    tables: notation ? tables : 0,
    'without, ms': costFigure(base),
    'more with, ms': differenceOf(kept, base),
    'more by the clock, ms': differenceOf(kept, base, 'wall'),
    'more with nothing kept, ms': differenceOf(fresh, base),
  }
}
