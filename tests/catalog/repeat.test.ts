import { expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { Fold } from '../../src/catalog/fold.ts'
import { isSameTree } from '../../src/catalog/same-tree.ts'
import { readState } from '../../src/catalog/read-state.ts'
import { prisma } from '../../src/orms/prisma/index.ts'
import { ReaderSteps } from '../../src/project/reader-steps.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'

/** Models that each refer to the one before. */
class Chain {
  readonly #steps = new ReaderSteps(libpgQuery, '/nowhere')
  readonly #fold = new Fold()

  read(...columns: readonly string[]): Catalog {
    const files = columns.map((column, n) => ({
      path: `/nowhere/${n}.prisma`,
      problem: undefined,
      text: `model M${n} {\n  id Int @id @default(autoincrement())\n  ${column}\n  fromId Int\n  from M${Math.max(0, n - 1)} @relation("r${n}", fields: [fromId], references: [id])\n  to M${n + 1}[] @relation("r${n + 1}")\n}\n`,
    }))
    this.#fold.run(this.#steps.of(prisma, files))
    return readState(this.#fold.state, this.#fold.unread)
  }
}

it('keeps the tables that a change has nothing to do with', () => {
  const chain = new Chain()
  const { tables: before } = chain.read('a Int', 'a Int', 'a Int', 'a Int', 'a Int')
  const { tables: after } = chain.read('a Int', 'a Int @unique', 'a Int', 'a Int', 'a Int')
  expect(after[1]?.indexes.map(({ name }) => name)).toEqual(['M1_pkey', 'M1_a_key'])
  // The third refers to the second, and goes by its key.
  expect(after.map((table, n) => table === before[n])).toEqual([true, false, false, true, true])
  expect(chain.read('a Int', 'a Int', 'a Int', 'a Int', 'a Int')).toEqual(new Chain().read('a Int', 'a Int', 'a Int', 'a Int', 'a Int'))
})

it('tells trees apart that hold more than records and lists', () => {
  const key = {}
  expect(isSameTree(new Map([[key, { a: 1 }]]), new Map([[key, { a: 1 }]]))).toBe(true)
  expect(isSameTree(new Map([[key, 1]]), new Map([[{}, 1]]))).toBe(false)
  expect(isSameTree(new Set([1, 2]), new Set([1, 3]))).toBe(false)
  expect(isSameTree({ a: undefined }, { b: undefined })).toBe(false)
  expect(isSameTree([1, [2]], [1, [2]])).toBe(true)
  expect(isSameTree(new Date(0), new Date(0))).toBe(false)
})
