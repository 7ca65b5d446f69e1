import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckJson } from '../src/cli/formats/json.ts'
import type { QueryJson } from '../src/cli/queries.ts'
import { verdicts } from '../src/proofs/tenant/judge.ts'
import { check } from './cli/check-run.ts'
import { tenancy } from './cli/run.ts'
import { makeRepository } from './project/temp-project.ts'
import { blocksOf, rowsOf, wordAfter } from './support/markdown.ts'

const page = readFileSync(new URL('../docs/verdicts.md', import.meta.url), 'utf8')
const blocks = blocksOf(page)
const judged = blocks.filter(({ words }) => words.includes('verdict')).map((block) => ({ ...block, ...toldBy(block.words) }))
const schema = blocks.filter(({ words }) => words.includes('schema'))
const fileOf = (line: number, language: string): string => `examples/${line}.${language}`
const presets = ['essential', 'recommended', 'strict'] as const

function toldBy(words: readonly string[]): { told: string[]; last: string } {
  const told = words.filter((word) => word !== 'verdict')
  return { told, last: told.at(-1)?.replace(/.*=/, '') ?? '' }
}

describe('the page of verdicts', () => {
  const found = new Map<string, string[]>()
  let cwd = ''

  beforeAll(() => {
    cwd = makeRepository({
      'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }',
      ...Object.fromEntries(schema.map((block) => [wordAfter(block, 'file=') ?? '', block.text])),
      ...Object.fromEntries(judged.map(({ line, language, text }) => [fileOf(line, language), text])),
    })
    const { out } = tenancy(cwd, 'queries', '--no-config', '--format', 'json')
    for (const { file, accesses } of JSON.parse(out) as QueryJson[]) {
      found.set(file, [...(found.get(file) ?? []), ...accesses.map(({ table, verdict }) => `${table}=${verdict}`)])
    }
  })

  it.each(judged)('is right in line $line', ({ line, language, told }) => {
    expect(told).not.toEqual([])
    expect(found.get(fileOf(line, language))?.toSorted()).toEqual(told.toSorted())
  })

  it('lists each verdict, and shows it in SQL and as a call', () => {
    expect(rowsOf(page).map(([verdict = '']) => verdict.replaceAll('`', ''))).toEqual(expect.arrayContaining([...verdicts]))
    const shown = (isCall: boolean): string[] => judged.filter(({ text }) => isCall === text.includes('prisma.')).map(({ last }) => last)
    expect(shown(true)).toEqual(expect.arrayContaining([...verdicts]))
    expect(shown(false)).toEqual(expect.arrayContaining(verdicts.filter((verdict) => verdict !== 'may-vanish')))
  })

  it.each(presets)('says what %s does', async (preset) => {
    const { out } = await check(cwd, { preset }, ['examples'])
    const { findings } = JSON.parse(out) as CheckJson
    const ofTenants = findings.filter(({ rule }) => /require-tenant-(?:filter|with-key)$/.test(rule))
    for (const [verdict = '', , rule = '', ...severities] of rowsOf(page)) {
      const files = judged.filter(({ last }) => `\`${last}\`` === verdict).map(({ line, language }) => fileOf(line, language))
      const severity = severities[presets.indexOf(preset)]?.replace('warn', 'warning')
      for (const name of files) {
        const told = ofTenants.filter(({ file }) => file === name)
        expect([verdict, name, told.map((finding) => finding.severity)]).toEqual([verdict, name, severity === '' ? [] : [severity]])
        for (const finding of told) expect(rule).toContain(`\`${finding.rule.replace('tenancy/', '')}\``)
      }
    }
  })

  it('leaves no block without a mark', () => {
    expect(blocks.filter(({ words }) => !words.includes('verdict') && !words.includes('schema'))).toEqual([])
  })
})
