import { expect, test } from 'vitest'
import { letGoOfEarlier, onceForLarge } from '../../src/catalog/once-for.ts'

const [query, other] = [{ name: 'orders' }, { name: 'users' }]

function asked(size: number): { readonly ask: (thing: { readonly name: string }) => object; readonly made: string[] } {
  const made: string[] = []
  const ask = onceForLarge(
    ({ name }: { readonly name: string }) => {
      made.push(name)
      return { name }
    },
    () => size,
  )
  return { ask, made }
}

test('what is found of a query is kept from one file to the next', () => {
  const { ask, made } = asked(1)
  expect(ask(query)).toBe(ask(query))
  letGoOfEarlier()
  ask(query)
  expect(made).toEqual(['orders'])
})

test('what is large is kept for its file, and let go of with the next', () => {
  const { ask, made } = asked(1_000_000)
  const found = ask(query)
  ask(other)
  expect(ask(query)).toBe(found)
  expect(made).toEqual(['orders', 'users'])
  letGoOfEarlier()
  expect(ask(query)).not.toBe(found)
  ask(query)
  expect(made).toEqual(['orders', 'users', 'orders'])
})

test('what is small is let go of beside what is large', () => {
  const [small, large] = [asked(1), asked(1_000_000)]
  small.ask(query)
  large.ask(query)
  letGoOfEarlier()
  small.ask(query)
  expect(small.made).toEqual(['orders', 'orders'])
})
