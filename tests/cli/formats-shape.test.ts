import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Ajv from 'ajv'
import { describe, expect, it, vi } from 'vitest'
import { wellFormed, type XmlElement } from '../support/xml.ts'
import { check, findingsIn, makeGitProject } from './check-run.ts'

const shop = new URL('../../examples/shop', import.meta.url).pathname
const require = createRequire(import.meta.url)

/** Names that URIs, XML and commands of GitHub have to write in another way, with lines of any end and width. */
const oddFiles = {
  'migrations/0001 äöü.sql':
    'create table organizations (id bigint primary key);\ncreate table "Straße, 50%" (id bigint primary key, organization_id bigint not null references organizations);\n',
  "it's a <b>&#35; \u{1f600}.sql": '\ufeff/* \u{1f600} */ select\r\n  id\r\nfrom\r\n  "Straße, 50%"',
  'a+b=c?d#e.sql': 'select id from "Straße, 50%"',
  'x,y;z [1] (2).js': 'db.query(`\n  select id\n  from "Straße, 50%"\n`)',
  'line\nend.sql': 'select id from "Straße, 50%";\n',
}

// Whole projects are linted here.
vi.setConfig({ testTimeout: 120_000 })

interface Sarif {
  readonly runs: readonly {
    readonly originalUriBaseIds: { readonly ROOT: { readonly uri: string } }
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly partialFingerprints: object
      readonly locations: readonly [
        {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string }
            readonly region: Readonly<Record<string, number>>
          }
        },
      ]
    }[]
  }[]
}

/** What the schema that its makers publish says is wrong. */
function sarifErrors(log: unknown): unknown {
  const ajv = new Ajv({ schemaId: 'id', meta: false, allErrors: true, unknownFormats: 'ignore' })
  ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object)
  const schema = readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')
  const validate = ajv.compile(JSON.parse(schema) as object)
  return validate(log) ? [] : validate.errors
}

async function sarifOf(cwd: string, flags = {}): Promise<Sarif> {
  return JSON.parse((await check(cwd, { ...flags, format: 'sarif' })).out) as Sarif
}

describe('sarif', () => {
  it('is what its schema asks for, with findings of all rules and of none', async () => {
    const log = await sarifOf(shop, { preset: 'all' })
    expect(log.runs[0]?.tool.driver.rules.length).toBeGreaterThan(25)
    expect(sarifErrors(log)).toEqual([])
    expect(sarifErrors(await sarifOf(makeGitProject({ 'a.sql': 'select 1;\n' })))).toEqual([])
    expect(sarifErrors({ ...log, version: '2.0.0' })).not.toEqual([])
  })

  it('names files by URIs that lead to them, and places within their texts', async () => {
    const cwd = makeGitProject(oddFiles)
    const log = await sarifOf(cwd, { rule: ['require-tenant-filter'] })
    expect(sarifErrors(log)).toEqual([])
    const run = log.runs[0]
    const names = run?.results.map(({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri)
    expect(names?.every((uri) => /^[\w.~%!'()*/-]+$/.test(uri))).toBe(true)
    const read = (uri: string): string => readFileSync(new URL(uri, run?.originalUriBaseIds.ROOT.uri), 'utf8').replace(/^\ufeff/, '')
    for (const { locations } of run?.results ?? []) {
      const { artifactLocation, region } = locations[0].physicalLocation
      expect(textAt(read(artifactLocation.uri), region)).toBe('"Straße, 50%"')
    }
    expect(names).toHaveLength(4)
  })

  it('has the rule of each result at its index, and each fingerprint once', async () => {
    const run = (await sarifOf(shop, { preset: 'all' })).runs[0]
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
    const prints = run?.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints)) ?? []
    expect(new Set(prints).size).toBe(prints.length)
  })
})

/** Lines and columns count from 1, and the end is behind. */
function textAt(text: string, { startLine = 1, startColumn = 1, endLine = 1, endColumn = 1 }: Readonly<Record<string, number>>): string {
  const lines = text.split(/\r?\n/).slice(startLine - 1, endLine)
  const last = lines.length - 1
  return lines.map((line, i) => line.slice(i === 0 ? startColumn - 1 : 0, i === last ? endColumn - 1 : undefined)).join('\n')
}

describe('junit', () => {
  it('is XML of the elements and attributes that its readers know', async () => {
    const root = wellFormed((await check(makeGitProject(oddFiles), { format: 'junit', preset: 'all' })).out)
    expect(shapesOf(root)).toEqual([
      'testsuites failures,name,tests',
      'testsuites>testsuite failures,name,tests',
      'testsuites>testsuite>testcase classname,file,line,name',
      'testsuites>testsuite>testcase>failure message,type',
    ])
    const cases = root.children.flatMap(({ children }) => children)
    expect(cases.some(({ attributes }) => attributes['file'] === 'line\nend.sql')).toBe(true)
    expect(root.attributes['tests']).toBe(String(cases.length))
    expect(wellFormed((await check(makeGitProject({ 'a.sql': 'select 1;\n' }), { format: 'junit' })).out).name).toBe('testsuites')
  })
})

function shapesOf({ name, attributes, children }: XmlElement): string[] {
  const below = children.flatMap(shapesOf).map((shape) => `${name}>${shape}`)
  return [...new Set([`${name} ${Object.keys(attributes).sort().join(',')}`, ...below])]
}

describe('gitlab', () => {
  it('has the fields that GitLab asks for, with a fingerprint of its own each', async () => {
    const issues = JSON.parse((await check(shop, { format: 'gitlab', preset: 'all' })).out) as Record<string, unknown>[]
    const prints = new Set(issues.map(({ fingerprint }) => fingerprint))
    expect(prints.size).toBe(issues.length)
    for (const { description, check_name, fingerprint, severity, location } of issues) {
      const { path, lines } = location as { path: string; lines: { begin: number } }
      expect([description, check_name, fingerprint, path].every((text) => typeof text === 'string' && text !== '')).toBe(true)
      expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity)
      expect(path).not.toMatch(/^\.{0,2}\//)
      expect(lines.begin).toBeGreaterThan(0)
    }
  })
})

describe('github', () => {
  it('writes one command a line, from which its runner reads the name again', async () => {
    const cwd = makeGitProject(oddFiles)
    const { out } = await check(cwd, { format: 'github' })
    const files = out.trimEnd().split('\n').map(fileOfCommand)
    const known = findingsIn(await check(cwd)).map((line) => line.replace(/:\d+ [\w-]+$/, ''))
    expect(files).toEqual(known)
  })
})

/** As the runner of GitHub Actions reads it. */
function fileOfCommand(line: string): string | undefined {
  const [, properties = ''] = /^::(?:error|warning) (.*?)::/.exec(line) ?? []
  const file = properties
    .split(',')
    .find((pair) => pair.startsWith('file='))
    ?.slice('file='.length)
  return file?.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')
}
