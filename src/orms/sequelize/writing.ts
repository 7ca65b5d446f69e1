import { quotedName } from '../../catalog/names.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { CallScene } from '../query-reader.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import type { KnownModels } from './known-models.ts'
import type { Model } from './model.ts'

/** What writes the SQL of one call. */
export interface Writing {
  readonly pen: QueryPen
  readonly scene: CallScene
  readonly models: KnownModels
}

/** A model in a statement. */
export interface Row {
  readonly model: Model
  /** What its columns are written after; they stand alone in updates and deletes. */
  readonly alias: string | undefined
}

export function tableSql({ pen }: Writing, model: Model, at: Located | undefined): Sql {
  const { schema, table } = model.table
  const propertyOf = (column: string): string | undefined =>
    [...model.attributes.values()].find((attribute) => model.fieldOf(attribute) === column)?.name
  const own = quotedName(table)
  return pen.table(schema === undefined ? own : `${quotedName(schema)}.${own}`, table, propertyOf, at)
}

/** A column by the name of its attribute, or by its own. */
export function columnSql({ pen }: Writing, { model, alias }: Row, name: string, at?: Located): Sql {
  const column = pen.name(model.fieldNamed(name), at)
  return alias === undefined ? column : pen.sql`${quotedName(alias)}.${column}`
}

/** The column of the time of deletion, where rows are marked rather than deleted. */
export function deletedAtOf({ parts, attributes }: Model): string | undefined {
  const { options } = parts
  const isOn = (name: string, otherwise: boolean): boolean => {
    const value = options.get(name)
    return value?.kind === 'literal' ? Boolean(value.value) : value ? true : otherwise
  }
  if (!isOn('paranoid', false) || !isOn('timestamps', true)) return undefined
  const given = options.get('deletedAt')
  const name = given?.kind === 'literal' && typeof given.value === 'string' ? given.value : 'deletedAt'
  return attributes.has(name) ? name : undefined
}
