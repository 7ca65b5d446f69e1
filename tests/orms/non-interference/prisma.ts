import type { ProjectAround } from '../../../src/orms/query-reader.ts'
import { all, either, maybe, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { QueryMaker } from '../../proofs/tenant/support/query-maker.ts'
import type { PlainColumn, PlainTable, RandomSchema } from '../../proofs/tenant/support/random-schema.ts'
import { prismaClient, prismaText } from './prisma-client.ts'
import { uniqueWhere, where } from './prisma-where.ts'
import { object } from './support/objects.ts'
import { write } from './prisma-writes.ts'
import type { Library } from './support/library.ts'
import { relationsOf, type Relation } from './support/relations.ts'
import { baseTables } from './support/values.ts'

/** Calls of Prisma, which is installed in a folder. */
export function prismaCalls(root: string): Library {
  return {
    random: (schema, dice) => new PrismaMaker(schema, dice).call(),
    around: (schema) => ({
      files: {},
      before: "import { PrismaClient } from '@prisma/client'",
      given: ['db: PrismaClient'],
      around: aroundOf(schema),
    }),
    open: async (schema, session) => ({ db: await prismaClient(root, schema, session) }),
    isMissing: (error) => error instanceof Error && 'code' in error && /^P20(?:15|16|17|18|25)$/.test(String(error.code)),
  }
}

function aroundOf(schema: RandomSchema): Partial<ProjectAround> {
  const files = [{ file: 'schema.prisma', text: prismaText(schema) }]
  return {
    major: (packages) => (packages.includes('@prisma/client') ? 7 : undefined),
    schemaFiles: (reader) => (reader === 'prisma' ? files : []),
  }
}

export class PrismaMaker extends QueryMaker {
  call(): Doc {
    const { dice } = this
    if (dice.chance(0.35)) {
      const written = dice.pick(baseTables(this.schema).filter(({ name }) => name !== 'users' && name !== 'plans'))
      return all(`return await db.${written.name}.`, write(this, written))
    }
    const table = this.baseTable()
    return all(`return await db.${table.name}.`, this.#read(table))
  }

  relationsOf(table: PlainTable): readonly Relation[] {
    return relationsOf(this.schema, table)
  }

  #read(table: PlainTable): Doc {
    const { dice } = this
    const asked = (): Doc => all('where: ', where(this, table, 2))
    const args = (method: string, ...parts: readonly Doc[]): Doc => all(`${method}({ `, some(parts, ', '), ' })')
    return dice.weighted<() => Doc>([
      [8, () => args('findMany', asked(), this.shape(table, 2), this.#page(table))],
      [2, () => args('findFirst', asked(), this.shape(table, 1), `orderBy: ${this.#order(table)}`)],
      [1, () => args('findFirstOrThrow', asked(), `orderBy: ${this.#order(table)}`)],
      [3, () => args(dice.pick(['findUnique', 'findUniqueOrThrow']), all('where: ', uniqueWhere(this, table, 1)), this.shape(table, 2))],
      [1, () => args('count', asked())],
      [1, () => args('aggregate', asked(), `_count: true, _max: { ${this.#key(table)}: true }`)],
      [2, () => args('groupBy', ...this.#groups(table, asked()))],
    ])()
  }

  #key({ key: [first = 'id'] }: PlainTable): string {
    return first
  }

  #order({ key }: PlainTable): string {
    return `[${key.map((name) => `{ ${name}: 'asc' }`).join(', ')}]`
  }

  #page(table: PlainTable): Doc {
    const { dice } = this
    if (!dice.chance(0.3)) return ''
    const by = this.relationsOf(table).find(({ isList }) => !isList)
    const order =
      by && dice.chance(0.3) ? `[{ ${by.name}: { ${this.#key(by.to)}: 'desc' } }, ...${this.#order(table)}]` : this.#order(table)
    const parts: Doc[] = [`take: ${dice.pick([1, 2, 3, -2])}`]
    if (dice.chance(0.3)) parts.push('skip: 1')
    if (dice.chance(0.2) && table.key.length === 1) parts.push(`cursor: { id: v.${table.name}.id }`)
    if (dice.chance(0.2)) parts.push(`distinct: ['${dice.pick(table.columns).name}']`)
    return either(all(`orderBy: ${order}, `, some(parts, ', ')), '')
  }

  #groups(table: PlainTable, asked: Doc): Doc[] {
    const { dice } = this
    const by = dice.some(table.columns, dice.between(1, 2))
    const [first] = by
    const having = first && dice.chance(0.4) ? `having: { ${first.name}: ${this.#having(first)} }` : ''
    return [asked, `by: [${by.map(({ name }) => `'${name}'`).join(', ')}], _count: { _all: true }`, maybe(having)]
  }

  #having({ domain }: PlainColumn): string {
    return domain === 'bool' ? '{ equals: true }' : `{ _count: { gt: ${this.dice.between(0, 2)} } }`
  }

  /** What of rows is given, and of those that belong to them. */
  shape(table: PlainTable, depth: number): Doc {
    const { dice } = this
    const relations = this.relationsOf(table)
    if (!dice.chance(0.45) || relations.length === 0) return ''
    const inner: Doc[] = dice
      .some(relations, dice.between(1, 2))
      .map((relation) => all(`${relation.name}: `, this.#related(relation, depth - 1)))
    const lists = relations.filter(({ isList }) => isList)
    if (lists.length > 0 && dice.chance(0.25)) {
      const counted = dice.pick(lists)
      const filtered = all('{ where: ', where(this, counted.to, 1), ' }')
      inner.push(all(`_count: { select: { ${counted.name}: `, dice.chance(0.5) ? 'true' : either(filtered, 'true'), ' } }'))
    }
    if (dice.chance(0.5)) return either(all('include: ', object(inner)), '')
    const own = table.columns.slice(0, dice.between(1, 3)).map(({ name }): Doc => `${name}: true`)
    return either(all('select: ', some([...own, ...inner], ', ', { before: '{ ', after: ' }', least: 1 })), '')
  }

  #related({ to, isList }: Relation, depth: number): Doc {
    const { dice } = this
    if (depth < 0 || dice.chance(0.35)) return 'true'
    const parts: Doc[] = [this.shape(to, depth)]
    if (isList && dice.chance(0.5)) parts.push(all('where: ', where(this, to, depth, this.care * 0.5)))
    if (isList && dice.chance(0.25)) parts.push(`orderBy: ${this.#order(to)}, take: ${dice.between(1, 2)}`)
    return either(object(parts), 'true')
  }
}
