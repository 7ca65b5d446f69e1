import { lookup } from '../../catalog/lookup.ts'
import { quotedText } from '../../catalog/names.ts'
import type { Range } from '../../catalog/place.ts'
import { fullType } from './column-text.ts'
import type { Column } from './column.ts'
import { placed, quoted, quotedPath, type Placed } from './placed-sql.ts'

/** A table that SQL is about. */
export interface TableName {
  readonly schema: string | undefined
  readonly name: string
}

interface Said {
  readonly range: Range
  readonly name: string
  readonly nameRange: Range
}

export interface ForeignKeySql extends Said {
  readonly columns: readonly string[]
  readonly references: TableName
  readonly referenced: readonly string[]
  readonly onDelete: string | undefined
  readonly onUpdate: string | undefined
  readonly deferrable: string | undefined
}

export interface IndexSql extends Said {
  readonly columns: readonly string[]
  readonly unique: boolean
  readonly method: string | undefined
  readonly where: string | undefined
}

export function pathSql({ schema, name }: TableName): string {
  return quotedPath(schema, name)
}

function namesSql(names: readonly string[]): string {
  return names.map(quoted).join(', ')
}

/** The name that TypeORM gives the type of an enum. */
export function enumPath({ schema, name }: TableName, column: Pick<Column, 'name' | 'enumName'>): TableName {
  const own = column.enumName ?? `${name}_${column.name.toLowerCase()}_enum`
  const [first = own, second] = own.split('.')
  return second === undefined ? { schema: schema ?? 'public', name: own } : { schema: first, name: second }
}

export function enumSql(table: TableName, column: Column): Placed {
  const labels = (column.values ?? []).map((value) => quotedText(value))
  return placed(column.range, `CREATE TYPE ${pathSql(enumPath(table, column))} AS ENUM(${labels.join(', ')})`)
}

export function columnSql(table: TableName, column: Column, uuidDefault: string): Placed {
  const { name, range, nameRange, nullable, stored, collation, strategy } = column
  const standard = column.default ?? (strategy === 'uuid' ? uuidDefault : undefined)
  return placed(
    range,
    placed(nameRange, quoted(name)),
    ` ${columnType(table, column)}`,
    stored === undefined ? '' : ` GENERATED ALWAYS AS (${stored}) STORED`,
    collation === undefined ? '' : ` COLLATE "${collation}"`,
    nullable ? '' : ' NOT NULL',
    standard === undefined ? '' : ` DEFAULT ${standard}`,
  )
}

function columnType(table: TableName, column: Column): string {
  const { type, strategy, identity, array } = column
  if (type === '') return 'unknown'
  if (type === 'enum')
    return column.values || column.enumName !== undefined ? pathSql(enumPath(table, column)) + (array ? '[]' : '') : 'unknown'
  if (strategy === 'identity') return `${type} GENERATED ${identity ?? 'BY DEFAULT'} AS IDENTITY`
  const serial = strategy === undefined || strategy === 'uuid' ? undefined : serials[type]
  return serial ?? fullType(column)
}

const serials: Readonly<Record<string, string>> = lookup({
  integer: 'SERIAL',
  int: 'SERIAL',
  int4: 'SERIAL',
  smallint: 'SMALLSERIAL',
  int2: 'SMALLSERIAL',
  bigint: 'BIGSERIAL',
  int8: 'BIGSERIAL',
})

export function primaryKeySql({ name, range, nameRange }: Said, columns: readonly string[]): Placed {
  return placed(range, 'CONSTRAINT ', placed(nameRange, quoted(name)), ` PRIMARY KEY (${namesSql(columns)})`)
}

export function uniqueSql({ name, range, nameRange }: Said, columns: readonly string[], deferrable: string | undefined): Placed {
  return placed(range, 'CONSTRAINT ', placed(nameRange, quoted(name)), ` UNIQUE (${namesSql(columns)})`, deferred(deferrable))
}

export function checkSql({ name, range, nameRange }: Said, expression: string): Placed {
  return placed(range, 'CONSTRAINT ', placed(nameRange, quoted(name)), ` CHECK (${expression})`)
}

export function exclusionSql({ name, range, nameRange }: Said, expression: string, deferrable: string | undefined): Placed {
  return placed(range, 'CONSTRAINT ', placed(nameRange, quoted(name)), ` EXCLUDE ${expression}`, deferred(deferrable))
}

export function foreignKeySql(key: ForeignKeySql): Placed {
  const { range, name, nameRange, columns, references, referenced, onDelete, onUpdate, deferrable } = key
  return placed(
    range,
    'CONSTRAINT ',
    placed(nameRange, quoted(name)),
    ` FOREIGN KEY (${namesSql(columns)}) REFERENCES ${pathSql(references)}`,
    referenced.length === 0 ? '' : ` (${namesSql(referenced)})`,
    onDelete === undefined ? '' : ` ON DELETE ${onDelete}`,
    onUpdate === undefined ? '' : ` ON UPDATE ${onUpdate}`,
    deferred(deferrable),
  )
}

function deferred(deferrable: string | undefined): string {
  return deferrable === undefined ? '' : ` DEFERRABLE ${deferrable}`
}

export function indexSql(table: TableName, { range, name, nameRange, columns, unique, method, where }: IndexSql): Placed {
  return placed(
    range,
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX `,
    placed(nameRange, quoted(name)),
    ` ON ${pathSql(table)}${method === undefined ? '' : ` USING ${method}`} (${namesSql(columns)})`,
    where === undefined || where === '' ? '' : ` WHERE ${where}`,
  )
}

/** ALTER TABLE, with one action. */
export function alterSql(table: TableName, action: string, part: Placed): Placed {
  return placed(part.range, `ALTER TABLE ${pathSql(table)} ${action} `, part)
}
