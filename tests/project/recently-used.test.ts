import { describe, expect, it } from 'vitest'
import { RecentlyUsed } from '../../src/project/recently-used.ts'

const texts = (...all: readonly string[]): { readonly text: string }[] => all.map((text) => ({ text }))

describe('what was used last', () => {
  it('is kept, and what was used before it for as long as something holds it', () => {
    const kept = new RecentlyUsed<{ readonly text: string }>(6, ({ text }) => text.length)
    const held = texts('aaa', 'bbb', 'ccc')
    held.forEach((one) => kept.set(one.text, one))
    expect(['aaa', 'bbb', 'ccc'].map((key) => kept.get(key))).toStrictEqual(held)
    expect(held.every((one) => kept.get(one.text) === one)).toBe(true)
  })

  it('may be larger than all that is kept', () => {
    const kept = new RecentlyUsed<{ readonly text: string }>(2, ({ text }) => text.length)
    const [large] = texts('much too large')
    if (large) kept.set('large', large)
    expect(kept.get('large')).toBe(large)
  })

  it('takes the place of what had its key', () => {
    const kept = new RecentlyUsed<{ readonly text: string }>(4, ({ text }) => text.length)
    for (const one of texts('a', 'bb', 'ccc')) kept.set('key', one)
    expect(kept.get('key')).toStrictEqual({ text: 'ccc' })
    expect(kept.get('other')).toBeUndefined()
  })

  it('lets go of what nothing else holds', async () => {
    const kept = new RecentlyUsed<{ readonly text: string; readonly weight: Uint8Array }>(2, ({ text }) => text.length)
    const before = process.memoryUsage().arrayBuffers
    for (let i = 0; i < 200; i++) {
      kept.set(`${i}`, { text: 'x', weight: new Uint8Array(4_000_000) })
      // Within one job, nothing is let go of.
      await new Promise(setImmediate)
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(600_000_000)
  })
})
