import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import type { Src } from '../../proofs/tenant/support/query-maker.ts'
import { tenantColumnsOf } from '../../proofs/tenant/support/query-maker.ts'
import type { PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { any, both, tenant } from './drizzle-conditions.ts'
import type { DrizzleMaker } from './drizzle.ts'
import { relationsOf } from './support/relations.ts'
import { baseTables } from './support/values.ts'

/** `db.query.t1.findMany({ … })` */
export function relationalCall(maker: DrizzleMaker): Doc {
  const { dice } = maker
  const table = dice.pick(baseTables(maker.schema))
  const isFirst = dice.chance(0.2)
  const parts = config(maker, table, 2, maker.care)
  const order = `orderBy: (t, { asc }) => [${table.key.map((name) => `asc(t.${name})`).join(', ')}]`
  if (isFirst || dice.chance(0.15)) parts.push(isFirst ? order : `${order}, limit: ${dice.between(1, 3)}`)
  return all(`db.query.${table.name}.${isFirst ? 'findFirst' : 'findMany'}({ `, some(parts, ', '), ' })')
}

/** What is asked of a table by its name, or by the parameter of a function. */
function config(maker: DrizzleMaker, table: PlainTable, depth: number, care: number): Doc[] {
  const { dice } = maker
  const parts: Doc[] = []
  const isFunction = depth < 2 || dice.chance(0.5)
  const own: Src = { alias: isFunction ? 't' : table.name, columns: table.columns, tenantColumns: table.tenantColumns, table }
  const conditions: Doc[] = []
  const held = tenantColumnsOf([own])
  if (held.length > 0 && dice.chance(care)) conditions.push(tenant(maker, dice.pick(held)))
  for (let i = dice.below(3); i > 0; i--) conditions.push(any(maker, { own: [own], outer: [] }, depth > 1 && !isFunction ? 1 : 0))
  if (conditions.length > 0) {
    const where = both(maker, conditions)
    parts.push(isFunction ? all('where: (t) => ', where) : all('where: ', where))
  }
  if (dice.chance(0.3))
    parts.push(
      `columns: { ${table.columns
        .slice(0, 2)
        .map(({ name }) => `${name}: true`)
        .join(', ')} }`,
    )
  const relations = relationsOf(maker.schema, table)
  if (depth > 0 && relations.length > 0 && dice.chance(0.5)) {
    const nested = dice.some(relations, dice.between(1, 2)).map(({ name, to, isList }): Doc => {
      const inner = config(maker, to, depth - 1, care * 0.5).filter((_, i) => isList || i > 0)
      return all(`${name}: `, inner.length === 0 || dice.chance(0.4) ? 'true' : either(all('{ ', some(inner, ', '), ' }'), 'true'))
    })
    parts.push(some(nested, ', ', { before: 'with: { ', after: ' }' }))
  }
  return parts
}
