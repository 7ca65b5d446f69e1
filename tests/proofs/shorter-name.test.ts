import { describe, expect, it } from 'vitest'
import { byteLength } from '../../src/catalog/names.ts'
import { shorterName } from '../../src/proofs/shorter-name.ts'
import { pick, randomNumbers } from '../support/random.ts'

describe('a shorter name', () => {
  it.each([
    ['a name that fits', 'idx_tickets_event_id', 'idx_tickets_event_id'],
    [
      'words with a usual short form, longest first',
      'idx_notifications_organization_id_event_timestamp_description_unique',
      'idx_notifs_organization_id_event_timestamp_description_unique',
    ],
    [
      'camelCase',
      'idxNotificationsOrganizationIdEventTimestampDescriptionUniqueIndex',
      'idxNotifsOrganizationIdEventTimestampDescriptionUniqueIndex',
    ],
  ])('%s', (_, name, expected) => {
    expect(shorterName(name)).toBe(expected)
  })

  it('is numbered where it is taken', () => {
    const taken = new Set<string>()
    const names = Array.from({ length: 12 }, () => {
      const name = shorterName('a'.repeat(80), (other) => taken.has(other))
      taken.add(name)
      return name
    })
    expect(new Set(names).size).toBe(12)
    for (const name of names) expect(byteLength(name)).toBeLessThanOrEqual(63)
    expect(names[11]).toMatch(/_12$/)
  })

  it.each([
    '',
    '_',
    '_'.repeat(100),
    'é'.repeat(100),
    '😀'.repeat(100),
    '표'.repeat(100),
    'constructor_'.repeat(10),
    '__proto__'.repeat(10),
  ])('of %s fits', (name) => {
    expect(byteLength(shorterName(name))).toBeLessThanOrEqual(63)
  })

  it('is found in a moment, however long the name is', () => {
    for (const name of ['a'.repeat(1_000_000), 'a_'.repeat(500_000)]) expect(byteLength(shorterName(name))).toBeLessThanOrEqual(63)
  })

  it('always fits, and keeps its beginning and the number of its words', () => {
    const random = randomNumbers(3)
    for (let n = 0; n < 500; n++) {
      const words = Array.from({ length: 4 + Math.floor(random() * 8) }, () =>
        pick(random, ['idx', 'organization', 'events', 'timestamp', 'id', 'é', 'administrator', 'x1', 'Workspace', 'very']),
      )
      const name = words.join('_')
      const short = shorterName(name)
      expect(byteLength(short)).toBeLessThanOrEqual(63)
      expect(short.split('_')).toHaveLength(words.length)
      if (byteLength(name) <= 63) expect(short).toBe(name)
    }
  })
})
