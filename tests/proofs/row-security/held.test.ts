import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowOf, verdictOfSide, type Side } from '../../../src/proofs/row-security/commands.ts'
import type { Verdict } from '../../../src/proofs/row-security/holds.ts'
import type { Command } from '../../../src/query/row-security.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { catalogOf } from '../../support/catalog.ts'
import { randomNumbers } from '../../support/random.ts'
import { policySet } from './support/policies.ts'
import { beside, Trial } from './support/trial.ts'

const asked = [
  ['select', 'old'],
  ['insert', 'new'],
  ['update', 'old'],
  ['update', 'new'],
  ['delete', 'old'],
] as const satisfies readonly (readonly [Command, Side])[]

function verdictsOf(ddl: readonly string[], role: string): ReadonlyMap<string, Verdict> {
  const catalog = catalogOf({ 'schema.sql': `${beside}${ddl.join(';\n')}` })
  const table = catalog.table('public', 't')
  const row = table && rowOf(table, catalog, defaultSettings)
  if (!row) throw new Error('no table of tenants')
  return new Map(asked.map(([command, side]) => [`${command} ${side}`, verdictOfSide(row, command, side, [role])]))
}

const sets = Number(process.env['ROW_SECURITY_SETS'] ?? 40)
const seed = Number(process.env['ROW_SECURITY_SEED'] ?? 1)

describe('what policies hold, on Postgres', () => {
  let trial: Trial
  beforeAll(async () => {
    trial = await Trial.open()
  })
  afterAll(() => trial.close())

  it(
    'is never passed by, and what they do not hold mostly is',
    async () => {
      const counts = { held: 0, unknown: 0, open: 0, shown: 0 }
      for (let at = 0; at < sets; at++) {
        const ddl = policySet(randomNumbers(seed * 100_000 + at))
        const isForced = ddl.some((text) => text.includes('force'))
        const role = isForced && at % 2 === 0 ? 'boss' : 'app'
        const verdicts = verdictsOf(ddl, role)
        const leaks = await trial.leaks(ddl, role, asked)
        for (const [key, verdict] of verdicts) {
          counts[verdict]++
          if (verdict === 'held') expect(leaks.get(key), `${key} as ${role}:\n${ddl.join(';\n')}`).toBe(false)
          if (verdict === 'open' && leaks.get(key)) counts.shown++
          if (verdict === 'open' && !leaks.get(key) && process.env['ROW_SECURITY_TELL'])
            console.log(`${key} as ${role}:\n${ddl.join(';\n')}`)
        }
      }
      console.log(`${sets} sets: ${JSON.stringify(counts)}, shown ${((100 * counts.shown) / counts.open).toFixed(1)} % of open`)
      expect(counts.shown / counts.open).toBeGreaterThan(0.8)
    },
    sets * 1000 + 60_000,
  )

  it('does not hold an owner, unless it is forced', async () => {
    const ddl = policySet(() => 0.9).filter((text) => !text.includes('policy') && !text.includes('force'))
    const own = [...ddl, `create policy own on t using (org_id = current_setting('app.org')::int)`]
    expect((await trial.leaks(own, 'boss', [['select', 'old']])).get('select old')).toBe(true)
    expect((await trial.leaks(own, 'app', [['select', 'old']])).get('select old')).toBe(false)
    const forced = [...own, 'alter table t force row level security']
    expect((await trial.leaks(forced, 'boss', [['select', 'old']])).get('select old')).toBe(false)
  })
})
