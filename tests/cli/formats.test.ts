import { describe, expect, it } from 'vitest'
import plugin from '../../index.ts'
import type { Finding } from '../../src/cli/check/finding.ts'
import { formats } from '../../src/cli/formats/index.ts'
import { formatNames, type FormatName } from '../../src/cli/formats/names.ts'

const root = process.platform === 'win32' ? 'C:\\work' : '/work'
const cwd = `${root}/app`

const meaning = { table: 'orders', tables: ['orders'], text: 'SELECT 1' }
const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'tenancy/require-tenant-filter',
  severity: 'error',
  message: 'This query reads orders.',
  path: `${cwd}/src/a b.ts`,
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 11,
  meaning,
  key: 'abc',
  ...more,
})
const hostile = finding({
  path: `${cwd}/src/odd,name:50%.sql`,
  message: 'Says "<b>&\'"]]>\u0001\u001b[31m | 100% `x`\r\n::error::@all _y_',
  severity: 'warning',
  endLine: 5,
  endColumn: 2,
})

function print(format: FormatName, findings: readonly Finding[], useColor = false, known = 0): string {
  return formats[format]({ findings, files: 7, known, root, cwd, useColor })
}

describe('github', () => {
  it('writes a command for each finding, with its place from the top of the repository', () => {
    expect(print('github', [finding()])).toBe(
      '::error file=app/src/a b.ts,line=3,col=5,endLine=3,endColumn=11,title=tenancy/require-tenant-filter::This query reads orders.\n',
    )
  })

  it('lets no text end a command or begin another', () => {
    const out = print('github', [hostile])
    expect(out.split('\n')).toHaveLength(2)
    expect(out).toMatch(
      /^::warning file=app\/src\/odd%2Cname%3A50%25\.sql,line=3,col=5,endLine=5,title=tenancy\/require-tenant-filter::Says /,
    )
    expect(out).toContain('100%25 `x`%0D%0A::error::@all')
  })

  it('is silent without findings', () => {
    expect(print('github', [])).toBe('')
  })
})

describe('gitlab', () => {
  it('writes issues with fingerprints that are all different', () => {
    const issues = JSON.parse(print('gitlab', [finding(), finding({ line: 9, endLine: 9 }), hostile])) as { fingerprint: string }[]
    expect(issues[0]).toEqual({
      description: 'This query reads orders.',
      check_name: 'tenancy/require-tenant-filter',
      fingerprint: 'abc',
      severity: 'major',
      location: { path: 'app/src/a b.ts', lines: { begin: 3, end: 3 } },
    })
    expect(issues.map(({ fingerprint }) => fingerprint)).toEqual(['abc', 'abc:2', 'abc:3'])
    expect(JSON.parse(print('gitlab', []))).toEqual([])
  })
})

interface Sarif {
  readonly $schema: string
  readonly version: string
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Record<string, unknown>[] } }
    readonly columnKind: string
    readonly originalUriBaseIds: Readonly<Record<string, { readonly uri: string }>>
    readonly results: readonly Record<string, unknown>[]
  }[]
}

describe('sarif', () => {
  const log = JSON.parse(print('sarif', [finding(), finding({ line: 9 }), { ...hostile, rule: 'tenancy/no-hard-delete' }])) as Sarif
  const [run] = log.runs

  it('says which format it is, and what wrote it', () => {
    expect(log).toMatchObject({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' })
    expect(run).toMatchObject({
      columnKind: 'utf16CodeUnits',
      tool: { driver: { name: 'eslint-plugin-tenancy', semanticVersion: plugin.meta.version } },
    })
    expect(run?.originalUriBaseIds['ROOT']?.uri).toMatch(/^file:\/\/\/.*\/$/)
  })

  it('has the rules once each, with their pages', () => {
    expect(run?.tool.driver.rules.map(({ id, helpUri }) => [id, helpUri])).toEqual(
      (['no-hard-delete', 'require-tenant-filter'] as const).map((name) => [`tenancy/${name}`, plugin.rules[name].meta?.docs?.url]),
    )
    expect(run?.tool.driver.rules[0]).toMatchObject({ shortDescription: { text: expect.stringMatching(/\w\.$/) as string } })
  })

  it('has results with rule, level, region and fingerprint', () => {
    expect(run?.results[0]).toEqual({
      ruleId: 'tenancy/require-tenant-filter',
      ruleIndex: 1,
      level: 'error',
      message: { text: 'This query reads orders.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'app/src/a%20b.ts', uriBaseId: 'ROOT' },
            region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 11 },
          },
          logicalLocations: [{ name: 'orders', kind: 'table' }],
        },
      ],
      partialFingerprints: { 'tenancyMeaning/v1': 'abc' },
    })
    expect(run?.results[1]).toMatchObject({ partialFingerprints: { 'tenancyMeaning/v1': 'abc:2' } })
    expect(run?.results[2]).toMatchObject({ ruleIndex: 0, level: 'warning' })
  })
})

describe('junit', () => {
  it('escapes what XML reads, and what it cannot hold', () => {
    const out = print('junit', [{ ...hostile, severity: 'error' }])
    expect(out).toContain('&quot;&lt;b&gt;&amp;&apos;&quot;]]&gt;\ufffd\ufffd[31m | 100% `x`&#13;&#10;::error')
    // eslint-disable-next-line no-control-regex -- those are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
  })

  it('has failures for errors alone, and a test where nothing is found', () => {
    expect(print('junit', [finding(), hostile])).toMatch(/<testsuites name="tenancy check" tests="2" failures="1">/)
    expect(print('junit', [finding(), hostile]).match(/<failure /g)).toHaveLength(1)
    expect(print('junit', [])).toContain('<testcase classname="tenancy" name="7 files" />')
  })
})

describe('markdown', () => {
  it('keeps each finding in its row, and calls nobody', () => {
    const rows = print('markdown', [hostile])
      .split('\n')
      .filter((line) => line.startsWith('| warning'))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.match(/(?<!\\)\|/g)).toHaveLength(5)
    expect(rows[0]).not.toMatch(/@all|(?<!\\)[`<_](?!!-- -->)/)
  })

  it('says how many there are, and shows fifty', () => {
    const out = print(
      'markdown',
      Array.from({ length: 60 }, () => finding()),
      false,
      2,
    )
    expect(out).toContain('**60 errors, 0 warnings** in 7 files, 2 more in the baseline.')
    expect(out.match(/^\| error/gm)).toHaveLength(50)
    expect(out).toContain('And 10 more.')
    expect(print('markdown', [])).toContain('Nothing found in 7 files.')
  })
})

describe('stylish', () => {
  it('has colours only where they are wanted, and lets no name command the terminal', () => {
    expect(print('stylish', [hostile])).not.toContain('\u001b')
    expect(print('stylish', [finding()], true)).toContain('\u001b[31merror')
    expect(print('stylish', [finding(), hostile], false, 3)).toMatch(/\n1 error, 1 warning, 3 more in the baseline\.\n$/)
  })
})

it.each(formatNames)('%s ends with the end of a line', (format) => {
  expect(print(format, [finding()])).toMatch(/[^\n]\n$/)
})

describe('very many findings in one file', () => {
  it('are all printed for people', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => finding({ line: i + 1 }))
    expect(print('stylish', many)).toContain('\n200000 errors, 0 warnings.\n')
  })
})
