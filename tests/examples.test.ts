import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseForESLint } from '@typescript-eslint/parser'
import { ESLint, type Linter } from 'eslint'
import { afterAll, describe, expect, it } from 'vitest'
import { rules } from '../rules/index.ts'
import { rowSecurityMessages } from '../src/proofs/row-security/messages.ts'
import { readJavascript } from '../src/document/javascript.ts'
import { readSqlFile } from '../src/document/sql-file.ts'
import { engineNamed } from '../src/sql/engines.ts'
import { splitScript } from '../src/sql/script.ts'
import { markersOf } from './support/markers.ts'
import { refusalOf } from './support/postgres.ts'

const shop = new URL('../examples/shop/', import.meta.url).pathname
const results = await new ESLint({ cwd: shop }).lintFiles(['.'])
const files = results
  .map(({ filePath, messages }) => ({ file: relative(shop, filePath), text: readFileSync(filePath, 'utf8'), messages }))
  .filter(({ file }) => /^(?:migrations|queries|src)\//.test(file))
const messages = results.flatMap((result) => result.messages)
const stale = 'queries/stale.sql'

describe('examples/shop', () => {
  it('has these mistakes, and no others', () => {
    const found = results.flatMap(({ filePath, messages }) =>
      messages.map(({ line, ruleId, messageId }) => `${relative(shop, filePath)}:${line} ${ruleId ?? ''} ${messageId ?? ''}`),
    )
    expect(found.join('\n')).toMatchInlineSnapshot(`
      "migrations/0002_events.sql:36 tenancy/require-foreign-key-index missing
      migrations/0002_events.sql:36 tenancy/tenant-in-foreign-key open
      migrations/0003_sales.sql:44 tenancy/require-foreign-key-index partial
      migrations/0003_sales.sql:44 tenancy/tenant-in-foreign-key open
      migrations/0005_indexes.sql:4 tenancy/max-identifier-length cut
      migrations/0005_indexes.sql:8 tenancy/max-identifier-length skipped
      migrations/0005_indexes.sql:15 tenancy/tenant-column-first scattered
      migrations/0005_indexes.sql:18 tenancy/tenant-column-first needless
      migrations/0005_indexes.sql:22 tenancy/tenant-in-unique-key shared
      migrations/0005_indexes.sql:28 tenancy/no-redundant-index prefix
      migrations/0005_indexes.sql:31 tenancy/no-redundant-index duplicate
      migrations/0005_indexes.sql:34 tenancy/no-redundant-index unique
      migrations/0005_indexes.sql:40 tenancy/no-useless-index constantColumn
      migrations/0005_indexes.sql:40 tenancy/tenant-column-first scattered
      migrations/0005_indexes.sql:43 tenancy/no-useless-index onlyConstantColumn
      migrations/0005_indexes.sql:43 tenancy/tenant-column-first scattered
      migrations/0005_indexes.sql:46 tenancy/no-useless-index empty
      migrations/0005_indexes.sql:49 tenancy/no-useless-index everyRow
      migrations/0005_indexes.sql:54 tenancy/tenant-column-first scattered
      migrations/0006_discounts.sql:10 tenancy/partial-unique-on-soft-delete holdsDeleted
      migrations/0006_discounts.sql:22 tenancy/no-redundant-index prefix
      migrations/0006_discounts.sql:28 tenancy/partial-index-on-soft-delete holdsDeleted
      migrations/0006_discounts.sql:39 tenancy/partial-unique-on-soft-delete guardsNothing
      migrations/0006_discounts.sql:57 tenancy/partial-unique-on-soft-delete onceDeleted
      migrations/0006_discounts.sql:66 tenancy/partial-unique-on-soft-delete referenced
      migrations/0006_discounts.sql:91 tenancy/require-columns nullableTenant
      migrations/0006_discounts.sql:93 tenancy/require-columns nullableFlag
      migrations/0006_discounts.sql:100 tenancy/require-columns flagWithoutDefault
      migrations/0006_discounts.sql:107 tenancy/require-columns bornDeleted
      migrations/0006_discounts.sql:114 tenancy/require-columns neverAlive
      migrations/0007_refunds.sql:16 tenancy/max-identifier-length refused
      queries/deliveries.sql:7 tenancy/require-index-for-query scan
      queries/deliveries.sql:11 tenancy/no-unindexed-like unindexed
      queries/deliveries.sql:15 tenancy/sargable-conditions json
      queries/deliveries.sql:23 tenancy/require-index-for-query sort
      queries/deliveries.sql:34 tenancy/sargable-conditions time
      queries/deliveries.sql:44 tenancy/sargable-conditions text
      queries/deliveries.sql:49 tenancy/sargable-conditions cast
      queries/deliveries.sql:54 tenancy/sargable-conditions value
      queries/deliveries.sql:59 tenancy/sargable-conditions function
      queries/deliveries.sql:63 tenancy/index-column-order range
      queries/deliveries.sql:68 tenancy/index-column-order sort
      queries/deliveries.sql:73 tenancy/index-column-order direction
      queries/draft.sql:2 tenancy/valid-sql syntax
      queries/events.sql:9 tenancy/require-tenant-filter unscoped
      queries/events.sql:14 tenancy/require-tenant-filter vacuous
      queries/events.sql:34 tenancy/require-tenant-filter vacuous
      queries/orders.sql:8 tenancy/require-tenant-with-key byKey
      queries/orders.sql:13 tenancy/require-tenant-with-key byReference
      queries/orders.sql:23 tenancy/require-tenant-on-insert unset
      queries/orders.sql:32 tenancy/require-tenant-filter truncated
      queries/orders.sql:41 tenancy/no-tenant-reassignment moved
      queries/orders.sql:46 tenancy/no-tenant-reassignment abandoned
      queries/orders.sql:61 tenancy/require-exemption-reason unexplained
      queries/orders.sql:66 tenancy/require-exemption-reason all
      queries/stale.sql:2 tenancy/no-unknown-object column
      queries/stale.sql:5 tenancy/no-unknown-object table
      queries/stale.sql:8 tenancy/no-unknown-object source
      queries/stale.sql:11 tenancy/no-unknown-object folded
      queries/trash.sql:4 tenancy/no-hard-delete deleted
      queries/trash.sql:13 tenancy/no-hard-delete truncated
      queries/trash.sql:13 tenancy/require-tenant-filter truncated
      queries/trash.sql:16 tenancy/require-soft-delete-filter open
      queries/trash.sql:19 tenancy/require-soft-delete-filter branch
      queries/trash.sql:22 tenancy/require-soft-delete-filter byKey
      queries/trash.sql:27 tenancy/require-soft-delete-filter byReference
      queries/unknown.sql:4 tenancy/no-nullable-comparison unknown
      queries/unknown.sql:7 tenancy/no-nullable-comparison noRow
      queries/unknown.sql:10 tenancy/no-nullable-comparison unmatched
      queries/unknown.sql:13 tenancy/no-nullable-comparison branch
      queries/unknown.sql:16 tenancy/prefer-not-exists nullable
      queries/unknown.sql:22 tenancy/prefer-not-exists missing
      src/api-keys.ts:17 tenancy/require-tenant-filter unscoped
      src/box-office.ts:24 tenancy/require-tenant-filter mayVanish
      src/box-office.ts:31 tenancy/require-tenant-with-key byKey
      src/box-office.ts:52 tenancy/require-tenant-filter dynamic
      src/discounts.ts:23 tenancy/require-tenant-filter unscoped
      src/discounts.ts:39 tenancy/require-tenant-on-insert unset
      src/discounts.ts:45 tenancy/require-tenant-on-insert everybody
      src/discounts.ts:62 tenancy/require-tenant-filter dynamic
      src/discounts.ts:82 tenancy/require-tenant-filter vacuous
      src/discounts.ts:89 tenancy/no-hard-delete truncated
      src/discounts.ts:89 tenancy/require-tenant-filter truncated
      src/events.ts:23 tenancy/require-tenant-filter unscoped
      src/events.ts:49 tenancy/require-tenant-with-key opened
      src/events.ts:59 tenancy/require-tenant-filter vacuous
      src/events.ts:73 tenancy/require-tenant-filter dynamic
      src/events.ts:106 tenancy/require-tenant-with-key byKey
      src/exports.ts:11 tenancy/require-foreign-key-index missing
      src/exports.ts:11 tenancy/tenant-in-foreign-key open
      src/exports.ts:45 tenancy/require-tenant-filter unscoped
      src/exports.ts:52 tenancy/require-tenant-filter copied
      src/exports.ts:66 tenancy/require-tenant-filter filled
      src/exports.ts:71 tenancy/no-unsafe-interpolation setting
      src/guests.ts:29 tenancy/no-unsafe-interpolation value
      src/guests.ts:40 tenancy/no-unsafe-interpolation text
      src/orders.ts:60 tenancy/require-tenant-on-insert unset
      src/orders.ts:71 tenancy/require-tenant-on-insert unset
      src/orders.ts:107 tenancy/require-tenant-with-key byKey
      src/orders.ts:114 tenancy/require-tenant-with-key byKey
      src/orders.ts:123 tenancy/require-tenant-with-key byReference
      src/orders.ts:136 tenancy/require-tenant-with-key byConflict
      src/orders.ts:158 tenancy/require-tenant-filter byParent
      src/orders.ts:186 tenancy/require-tenant-with-key byPerson
      src/reports.ts:40 tenancy/require-tenant-filter unscoped
      src/reports.ts:53 tenancy/require-tenant-filter unscoped
      src/reports.ts:74 tenancy/require-tenant-filter unscoped
      src/reports.ts:105 tenancy/max-identifier-length cut
      src/reports.ts:107 tenancy/max-identifier-length collision
      src/tickets.ts:29 tenancy/require-tenant-filter unscoped
      src/tickets.ts:55 tenancy/require-tenant-filter dynamic
      src/tickets.ts:79 tenancy/require-tenant-filter vacuous
      src/tickets.ts:101 tenancy/require-tenant-filter vacuous"
    `)
  })

  it.each(files)('tells in $file what is wrong and what is right', ({ file, text, messages }) => {
    const markers = markersOf(file, text)
    const isWithin = (message: Linter.LintMessage, { line, until }: (typeof markers)[number]): boolean =>
      line < message.line && message.line <= until
    for (const marker of markers) {
      const found = messages.filter((message) => isWithin(message, marker)).map(({ messageId }) => messageId)
      if (marker.kind === 'Right') expect([marker.line, found]).toEqual([marker.line, []])
      else expect([marker.line, found.length]).not.toEqual([marker.line, 0])
    }
    const wrong = markers.filter(({ kind }) => kind === 'Wrong')
    const unsaid = messages.filter((message) => !wrong.some((marker) => isWithin(message, marker)))
    expect(unsaid.map(({ line, messageId }) => [line, messageId])).toEqual([])
    if (wrong.length > 0) expect(markers.some(({ kind }) => kind === 'Right')).toBe(true)
  })

  it.each(Object.entries(rules).filter(([, { meta }]) => Object.keys(meta.docs.presets).length > 0))(
    'shows all that %s can say',
    (name, { meta }) => {
      const ofRule = messages.filter(({ ruleId }) => ruleId === `tenancy/${name}`)
      const shown = new Set(ofRule.flatMap(({ messageId, suggestions = [] }) => [messageId, ...suggestions.map((one) => one.messageId)]))
      const unseen = Object.keys(meta.messages).filter((messageId) => !shown.has(messageId))
      expect(unseen.map((messageId) => `${name} ${messageId}`)).toEqual(notShown.filter((one) => one.startsWith(`${name} `)))
    },
  )

  it('has migrations that Postgres runs, but for the label that it refuses', async () => {
    const folder = join(shop, 'migrations')
    const texts = readdirSync(folder)
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8'))
    const [last = '', ...before] = texts.flatMap((text) => splitScript(text).statements.map((statement) => statement.text)).reverse()
    expect(await refusalOf(...before.reverse())).toBeUndefined()
    expect(await refusalOf(...before, last)).toMatch('invalid enum label')
  })

  it('has queries that Postgres understands', async () => {
    const texts = files
      .filter(({ file }) => file !== stale)
      .flatMap(({ file, text }) => statementsOf(file, text))
      .filter((text) => !/__hole|^(?:begin|commit|rollback)$|^(?:alter type|copy)/i.test(text))
    expect(texts.length).toBeGreaterThan(50)
    expect(await refusalOf(...texts.map(renumbered))).toBeUndefined()
  })

  it('has stale queries, which Postgres refuses', async () => {
    const text = files.find(({ file }) => file === stale)?.text ?? ''
    const migrations = files.filter(({ file }) => file.startsWith('migrations/')).flatMap((one) => statementsOf(one.file, one.text))
    const refusals = await Promise.all(
      statementsOf(stale, text).map((one) => refusalOf(...migrations.filter((text) => !/^alter type/i.test(text)), renumbered(one))),
    )
    expect(refusals.map((refusal) => refusal !== undefined)).toEqual([true, true, true, true, false])
  })

  it('shows them, and ends well', () => {
    const shown = execFileSync(process.execPath, ['demo.js'], { cwd: shop, env: { ...process.env, FORCE_COLOR: '0' }, encoding: 'utf8' })
    expect(shown).toContain('migrations/0002_events.sql')
    expect(shown).toContain('tenancy/max-identifier-length')
    expect(shown).toContain(`${messages.length} findings`)
    for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(102)
  })
})

/** What Postgres gets to see of a file. */
function statementsOf(file: string, text: string): string[] {
  const engine = engineNamed('libpg-query')
  const { statements } = file.endsWith('.sql')
    ? readSqlFile(text, engine)
    : readJavascript({ file, text, ast: parseForESLint(text, { range: true }).ast }, engine)
  return statements.filter(({ statement }) => statement !== undefined).map(({ source }) => source.text)
}

/** A parameter for each use: their numbers may have no gaps, and the columns of a helper such as `sql({ a, b })` share one. */
function renumbered(text: string): string {
  let count = 0
  return text.replace(/\$\d+/g, () => `$${++count}`)
}

const ofMigrations = [
  'no-blocking-migration',
  'no-concurrently-in-transaction',
  'no-destructive-migration',
  'require-concurrently',
] as const

/** What the rules can say and the shop does not show. */
const notShown = [
  // The migrations of the shop were run before it had rows. docs/migrations.md has what is said of others, and a test runs that.
  ...ofMigrations.flatMap((name) => Object.keys(rules[name].meta.messages).map((messageId) => `${name} ${messageId}`)),
  // The shop does not ask for these.
  ...[
    ...['nullableAudit', 'auditWithoutDefault', 'countedKey', 'zoneless', 'openSet', 'unlimited', 'plain'],
    ...['noTenant', 'lostTenant', 'createdMissing', 'updatedMissing', 'otherName', 'missing'],
  ].map((messageId) => `require-columns ${messageId}`),
  // The statements of the shop are ones that Postgres takes, but for one that it cannot parse.
  ...Object.keys(rules['valid-sql'].meta.messages).flatMap((messageId) => (messageId === 'syntax' ? [] : [`valid-sql ${messageId}`])),
  // The shop has no web server.
  'no-unsafe-interpolation request',
  // The shop has no report over several tables.
  'no-ambiguous-join-fanout multiplied',
  'no-ambiguous-join-fanout multipliedInView',
  'no-nullable-comparison vanishing',
  // It has no rows that all tenants share and that others refer to, and changes none that belong to nobody alone.
  'require-tenant-with-key byShared',
  'require-tenant-filter nobodys',
  // Each of its rows that may refer to another one of the tenant does.
  'require-tenant-with-key byNull',
  // It changes no row by its key that may belong to nobody.
  'require-tenant-with-key byNobody',
  // The shop does not follow foreign keys.
  'require-tenant-with-key added',
  // Its conditions that fail stand in queries without a key.
  'require-tenant-with-key mayVanish',
  'prefer-not-exists joined',
  // Postgres runs the migrations of the shop, and would refuse these.
  'immutable-index-expression changesWithTime',
  'immutable-index-expression needsTimeZone',
  'immutable-index-expression needsSettings',
  ...['missing', 'create', 'repeated', 'addIfNotExists'].map((messageId) => `require-extension ${messageId}`),
  // Of functions and types, an option asks.
  ...['later', 'constraint', 'function', 'arguments', 'type', 'missing', 'duplicate', 'refused'].map(
    (messageId) => `no-unknown-object ${messageId}`,
  ),
  'valid-index-method refused',
  'valid-index-method noClass',
  'valid-index-method otherMethod',
  'valid-index-method otherType',
  // The shop keeps its tenants apart by conditions, and has no row-level security.
  'no-session-tenant stays',
  'no-session-tenant lost',
  ...['notEnabled', 'noPolicies', 'notForced', 'write'].map((messageId) => `require-row-level-security ${messageId}`),
  ...Object.keys(rowSecurityMessages).map((messageId) => `valid-row-level-security ${messageId}`),
  // The shop has no index that leads with a list of states.
  'index-column-order listed',
  // It takes an option.
  'no-useless-index nullableColumn',
  // All tables of the shop with such a column are of tenants: there the index is to lead with the tenant.
  'no-low-selectivity-index found',
  // The shop has no index of trigrams, none of the mark alone, one key where two could be, and Postgres runs its queries.
  'no-low-selectivity-index mark',
  'partial-unique-on-soft-delete drop',
  'require-index-for-query trigrams',
  'sargable-conditions invalid',
  // No column of it is a list.
  'sargable-conditions member',
  // It adds no time to a column that is compared.
  'sargable-conditions computed',
  // It takes the whole project.
  'no-useless-index unasked',
  // The shop asks in each query, and checks nothing beside it.
  'require-tenant-filter byRow',
  'require-tenant-filter byGuard',
  // They take the option scopes.
  'require-tenant-filter outOfScope',
  'require-tenant-filter unknownScopeTable',
  'require-tenant-filter unknownScopeColumn',
  // The shop has its schema in SQL.
  'valid-schema unread',
  // These would stand in every file, or where the tenants are: the configuration has them in comments, which the tests below take away.
  'valid-settings invalid',
  'valid-settings schema',
  'valid-settings unnamed',
]

describe('the configuration of examples/shop', () => {
  const config = readFileSync(join(shop, 'eslint.config.js'), 'utf8')
  const wrong = [...config.matchAll(/\/\/ Wrong: .*\n *\/\/ (.*)\n/g)].map(([, setting = '']) => setting)
  const folder = mkdtempSync(join(shop, 'node_modules/config-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  async function messageIdsWith(setting: string): Promise<(string | undefined)[]> {
    const file = join(folder, `${String(wrong.indexOf(setting))}.js`)
    writeFileSync(file, config.replace(`// ${setting}`, setting))
    const results = await new ESLint({ cwd: shop, overrideConfigFile: file }).lintFiles([
      'queries/draft.sql',
      'migrations/0001_tenants.sql',
    ])
    const messages = results.flatMap((result) => result.messages)
    return messages.flatMap(({ ruleId, messageId }) => (ruleId === 'tenancy/valid-settings' ? [messageId] : []))
  }

  it('has what is wrong with settings in comments', async () => {
    const found = await Promise.all(wrong.map(messageIdsWith))
    expect([...new Set(found.flat())].sort()).toEqual(Object.keys(rules['valid-settings'].meta.messages).sort())
  })
})
