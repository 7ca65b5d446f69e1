import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/settings/read.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { pick, randomNumbers } from '../support/random.ts'

describe('keys', () => {
  it.each([
    ['tenantColumn', 'tenantColumns'],
    ['tenant_columns', 'tenantColumns'],
    ['tenentColumns', 'tenantColumns'],
    ['Schema', 'schema'],
    ['table', 'tables'],
    ['globalTable', 'globalTables'],
    ['memberShipTables', 'membershipTables'],
    ['rowlevelsecurity', 'rowLevelSecurity'],
    ['row-level-security', 'rowLevelSecurity'],
    ['postgress', 'postgres'],
    ['migration', 'migrations'],
    ['secretColums', 'secretColumns'],
  ])('%s: did you mean %s?', (key, meant) => {
    expect(readSettings({ [key]: [] }).problems).toEqual([
      { path: `tenancy.${key}`, reason: `is not known here (did you mean '${meant}'?)` },
    ])
  })

  it.each(['zzz', 'theColumnThatSaysWhoseRowItIs', '', '🙂', 'constructor', 'toString', 'hasOwnProperty'])('%s is near none', (key) => {
    const { problems } = readSettings({ [key]: 1 })
    expect(problems).toEqual([
      { path: `tenancy.${key}`, reason: expect.stringMatching(/^is not known here: the keys are tenantColumns, /) as string },
    ])
  })

  it('__proto__ as JSON gives it is a key like any other', () => {
    const { settings, problems } = readSettings(JSON.parse('{"__proto__": {"engine": "none"}, "postgres": 16}'))
    expect(problems.map(({ path }) => path)).toEqual(['tenancy.__proto__'])
    expect(settings).toEqual({ ...defaultSettings, postgres: 16 })
  })

  it('a table may be named __proto__ or constructor', () => {
    const given: unknown = JSON.parse('{"tables": {"__proto__": {"columns": ["id"]}, "constructor": {"columns": 1}}}')
    expect(readSettings(given).problems.map(({ path }) => path)).toEqual(['tenancy.tables.constructor.columns'])
  })
})

it('keeps what is right beside what is wrong', () => {
  const { settings, problems } = readSettings({ postgres: 15, engine: 'none', smallTables: ['plans'] })
  expect(problems).toHaveLength(1)
  expect(settings).toEqual({ ...defaultSettings, postgres: 15, smallTables: ['plans'] })
})

it('reads a key that is undefined as left out', () => {
  expect(readSettings({ clientRole: undefined, sql: { tags: undefined } }).problems).toEqual([])
})

it.each([null, 'tenancy', 1, true, [], [{}]])('refuses %j in the place of all settings', (given) => {
  const { settings, problems } = readSettings(given)
  expect(settings).toBe(defaultSettings)
  expect(problems).toEqual([{ path: 'tenancy', reason: expect.stringMatching(/^must be an object with tenantColumns, /) as string }])
})

it('passes over the toJSON of a preset, and over no other function', () => {
  const toJSON = (): object => ({})
  expect(readSettings({ toJSON, postgres: 16 })).toEqual({ settings: { ...defaultSettings, postgres: 16 }, problems: [] })
  expect(readSettings({ tenantColumns: () => ['org'] }).problems.map(({ path }) => path)).toEqual(['tenancy.tenantColumns'])
})

it('reads one object once', () => {
  const given = { postgres: 16 }
  expect(readSettings(given)).toBe(readSettings(given))
})

it('shows no more than the beginning of a long text', () => {
  const { problems } = readSettings({ engine: 'x'.repeat(1000) })
  expect(problems[0]?.reason.length).toBeLessThan(200)
})

describe('what a configuration computes', () => {
  const throws = (): never => {
    throw new Error('boom')
  }
  const revoked = Proxy.revocable([], {})
  revoked.revoke()

  it.each<[string, unknown]>([
    ['boom', [Object.defineProperty({ files: ['a.sql'] }, 'reader', { get: throws })]],
    ['boom', new Proxy([], { get: throws })],
    ['revoked', revoked.proxy],
  ])('may throw %s: the rest counts', (reason, schema) => {
    const { settings, problems } = readSettings({ schema, postgres: 16 })
    const said = reason === 'boom' ? 'cannot be read: boom' : (expect.stringMatching(/^cannot be read: .*revoked/) as string)
    expect(problems).toEqual([{ path: 'tenancy.schema', reason: said }])
    expect(settings).toEqual({ ...defaultSettings, postgres: 16 })
  })
})

describe('any JSON', () => {
  const random = randomNumbers(63)
  const texts = ['', 'id', 'trust', '__proto__', 'constructor', 'columns', 'files', 'reader', 'name', 'é😀'] as const
  const keys: [string, ...string[]] = ['schema', ...Object.keys(defaultSettings), ...texts]

  function value(depth: number): unknown {
    const kind = random() * (depth > 0 ? 7 : 5)
    if (kind < 1) return pick(random, texts)
    if (kind < 2) return pick(random, [0, -1, 1.5, 1e300, 18])
    if (kind < 3) return random() < 0.5
    if (kind < 4) return null
    if (kind < 5) return []
    const size = Math.floor(random() * 4)
    if (kind < 6) return Array.from({ length: size }, () => value(depth - 1))
    return JSON.parse(
      `{${Array.from({ length: size }, () => `${JSON.stringify(pick(random, keys))}: ${JSON.stringify(value(depth - 1))}`).join(', ')}}`,
    )
  }

  it('never throws, and what is read has the type of the default', () => {
    for (let n = 0; n < 5000; n++) {
      const given = value(4)
      const { settings, problems } = readSettings(given)
      expect(Object.keys(settings)).toEqual(Object.keys(defaultSettings))
      for (const { path, reason } of problems) {
        expect(path).toMatch(/^tenancy/)
        expect(reason).toMatch(/^(?:must be|is missing|is not known here)\b[^]*[^.]$/)
      }
      for (const [key, read] of Object.entries(settings)) {
        const standard: unknown = Reflect.get(defaultSettings, key)
        if (standard !== undefined) expect([key, typeof read, Array.isArray(read)]).toEqual([key, typeof standard, Array.isArray(standard)])
      }
    }
  })
})

describe('settings of an editor, which makes its configuration anew for each text', () => {
  const given = (): Record<string, unknown> => ({ tenantColumns: ['team_id'], migrations: { after: '0042', tool: undefined } })

  it('are the same ones where they say the same', () => {
    expect(readSettings(given()).settings).toBe(readSettings(given()).settings)
    expect(readSettings({ ...given(), toJSON: () => 'one' }).settings).toBe(readSettings({ ...given(), toJSON: () => 'two' }).settings)
  })

  it('are others where they say something else', () => {
    expect(readSettings(given()).settings).not.toBe(readSettings({ ...given(), postgres: 15 }).settings)
    expect(readSettings({ tenantColumns: ['org_id'] }).settings.tenantColumns).toEqual(['org_id'])
  })

  it.each([
    ['a function', { sql: () => 1 }],
    ['a pattern', { tenantColumns: /team/ }],
    ['a number that is none', { postgres: Number.NaN }],
    [
      'a circle',
      Object.assign<Record<string, unknown>, object>(
        {},
        {
          get tables() {
            return this
          },
        },
      ),
    ],
  ])('are told by their places where a text does not tell them: %s', (_, wrong) => {
    const before = readSettings({ ...wrong })
    expect(before.problems).not.toEqual([])
    expect(readSettings({ sql: {}, tables: {} }).problems).toEqual([])
    expect(readSettings({ ...wrong }).problems).toEqual(before.problems)
  })
})
