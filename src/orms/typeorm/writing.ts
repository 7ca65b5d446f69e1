import { quotedName } from '../../catalog/names.ts'
import type { Located } from '../../javascript/resolve.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'
import type { Kind, Value } from '../../javascript/symbolic/value.ts'
import type { CallScene } from '../query-reader.ts'
import { mayVanish, type QueryPen, type Sql } from '../query-sql.ts'
import type { Column } from './column.ts'
import { typeormModule } from './decorators.ts'
import type { Model } from './model.ts'
import type { Models } from './models.ts'

/** What writes the SQL of one call. */
export interface Writing {
  readonly pen: QueryPen
  readonly scene: CallScene
  readonly models: Models
}

/** A row of an entity in a statement; without an alias, columns stand there by themselves. */
export interface Row {
  readonly model: Model
  readonly alias: string
}

export function columnSql({ pen }: Writing, { alias }: Row, { name }: Pick<Column, 'name'>, at?: Located): Sql {
  return alias === '' ? pen.name(name, at) : pen.sql`${quotedName(alias)}.${pen.name(name, at)}`
}

/** A table under its alias. */
export function fromSql({ pen }: Writing, { model, alias }: Row, at: Located | undefined): Sql {
  const propertyOf = (column: string): string | undefined => [...model.columns].find(({ name }) => name === column)?.path
  const table = pen.table(model.table, model.entity.name, propertyOf, at)
  return alias === '' ? table : pen.sql`${table} ${quotedName(alias)}`
}

/** `In(…)`, `Not(…)` and so on, by its name. */
export function operatorOf(value: Value): { readonly name: string; readonly args: readonly Value[] } | undefined {
  if (value.kind !== 'call' || value.isNew) return undefined
  const { callee, args } = value
  return isFrom(callee, typeormModule) ? { name: (callee as Kind<'import'>).name, args } : undefined
}

export function isLiteral(value: Value | undefined, ...of: readonly unknown[]): boolean {
  return value?.kind === 'literal' && of.includes(value.value)
}

/** A condition that is there on every way; one that asks nothing is true. */
export function filled({ pen }: Writing, condition: Sql): Sql {
  return condition.length > 0 && mayVanish(condition) ? pen.all([condition]) : condition
}

export function whereClause(writing: Writing, conditions: readonly Sql[]): Sql {
  const { pen } = writing
  const [only, ...more] = conditions.filter((one) => one.length > 0).map((one) => filled(writing, one))
  if (!only) return []
  return more.length === 0 ? pen.sql` where ${only}` : pen.sql` where (${pen.list([only, ...more], ') and (')})`
}
