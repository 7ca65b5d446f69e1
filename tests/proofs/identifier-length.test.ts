import { describe, expect, it } from 'vitest'
import { catalogOf } from '../support/catalog.ts'
import type { Name } from '../../src/catalog/names.ts'
import { lengthFaults as faultsIn, type LengthFault } from '../../src/proofs/identifier-length.ts'

const lengthFaults = (names: Name[], schema: Record<string, string> = {}): LengthFault[] => faultsIn(names, catalogOf(schema), 'here.sql')

const a = (n: number): string => 'a'.repeat(n)

function name(text: string, more: Partial<Name> = {}): Name {
  return { text, range: [0, 0], role: 'index', defines: true, within: 'public', ifNotExists: false, ...more }
}

const kinds = (names: Name[]): string[] => lengthFaults(names).map(({ kind, name: { text } }) => `${kind} ${text.length}`)

describe('names of one file', () => {
  it.each<[string, Name[], string[]]>([
    ['none', [], []],
    ['a short one', [name('a')], []],
    ['63 bytes', [name(a(63))], []],
    ['64 bytes', [name(a(64))], ['cut 64']],
    ['a mention', [name(a(64), { defines: false })], ['cut 64']],
    ['two mentions', [name(a(64), { defines: false }), name(a(64), { defines: false })], ['cut 64']],
    ['a mention before its definition', [name(a(64), { defines: false }), name(a(64))], ['cut 64']],
    ['two that are cut alike', [name(a(64)), name(a(65))], ['cut 64', 'collision 65']],
    ['one that is what the other is cut to', [name(a(64)), name(a(63))], ['cut 64', 'collision 63']],
    ['three that are cut alike', [name(a(64)), name(a(65)), name(a(66))], ['cut 64', 'collision 65', 'collision 66']],
    ['two places', [name(a(64)), name(a(65), { within: 'other' })], ['cut 64', 'cut 65']],
    ['mentions do not collide', [name(a(64)), name(a(65), { defines: false })], ['cut 64', 'cut 65']],
    ['IF NOT EXISTS', [name(a(64)), name(a(65), { ifNotExists: true })], ['cut 64', 'skipped 65']],
    ['one name twice', [name(a(64)), name(a(64), { ifNotExists: true })], ['cut 64', 'cut 64']],
    ['an enum label', [name(a(64), { role: 'enum label' })], ['refused 64']],
    [
      'enum labels do not collide',
      [name(a(64), { role: 'enum label' }), name(a(65), { role: 'enum label' })],
      ['refused 64', 'refused 65'],
    ],
  ])('%s', (_, names, expected) => {
    expect(kinds(names)).toEqual(expected)
  })

  it('collides with what another file defines', () => {
    const schema = { 'db/1.sql': `CREATE TABLE t (c int); CREATE INDEX "${a(65)}" ON t (c); CREATE TABLE u ("${'b'.repeat(64)}" int)` }
    const within = 'relation '
    const other = { text: a(65), role: 'index', file: 'db/1.sql' }
    expect(lengthFaults([name(a(64), { within })], schema)).toMatchObject([{ kind: 'collision', other }])
    expect(lengthFaults([name(a(64), { within, ifNotExists: true })], schema)).toMatchObject([{ kind: 'skipped', other }])
    expect(lengthFaults([name('b'.repeat(65), { role: 'column', within: 'column of .u' })], schema)).toMatchObject([{ kind: 'collision' }])
    expect(lengthFaults([name(a(65), { defines: false })], schema)).toEqual([])
  })

  it('says what it is cut to, and what it collides with', () => {
    const first = name(a(64))
    expect(lengthFaults([first, name(`${a(63)}é`)])).toEqual([
      { kind: 'cut', name: first, bytes: 64, cut: a(63) },
      { kind: 'collision', name: name(`${a(63)}é`), bytes: 65, other: { text: first.text, role: 'index', file: undefined }, cut: a(63) },
    ])
  })
})
