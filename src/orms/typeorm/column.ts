import type { Range } from '../../catalog/place.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, entryOf, itemsOf, propertyOf, shownText, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { ColumnArgs } from './class-args.ts'
import { isGiven, isSet, nameIn, shownIn, textIn } from './options.ts'
import { defaultText, normalType } from './column-text.ts'

/** A column of a table, with what TypeORM knows of it. */
export interface Column {
  readonly property: string
  /** The properties that lead to it, with dots between. */
  readonly path: string
  /** What the classes that it is embedded by put before its name. */
  readonly prefixes: readonly string[]
  /** The name that it is given. */
  readonly given: string | undefined
  name: string
  readonly nameRange: Range
  readonly range: Range
  /** Postgres' word; empty where it is not known. */
  type: string
  readonly length: string | undefined
  readonly precision: string | undefined
  readonly scale: string | undefined
  readonly array: boolean
  nullable: boolean
  primary: boolean
  /** SQL. */
  readonly default: string | undefined
  strategy: string | undefined
  readonly identity: string | undefined
  /** The values of an enum. */
  readonly values: readonly string[] | undefined
  readonly enumName: string | undefined
  /** The expression of a generated column. */
  readonly stored: string | undefined
  readonly collation: string | undefined
  readonly spatial: string | undefined
  readonly primaryKeyName: string | undefined
  readonly foreignKeyName: string | undefined
}

export interface ColumnSeat {
  readonly path: string
  readonly prefixes: readonly string[]
  readonly range: Range
  readonly nameRange: Range
}

const dates: ReadonlySet<string> = new Set(['createDate', 'updateDate', 'deleteDate'])

/** A column as its decorator says, before it has the name that the strategy gives it. */
export function columnOf({ property, mode, type, primary, options }: ColumnArgs, seat: ColumnSeat, machine: Machine): Column {
  const isDate = dates.has(mode)
  const kind = mode === 'version' || mode === 'treeLevel' ? 'int4' : (type ?? (isDate ? 'timestamp' : ''))
  const isNull = nullDefault(options)
  const normal = normalType(kind)
  const standard = defaultText(propertyOf(options, 'default'), normal, isSet(options, 'array'), machine)
  const { path, prefixes, range, nameRange } = seat
  return {
    path,
    prefixes,
    range,
    nameRange,
    property,
    given: nameIn(options, 'name')?.text,
    name: '',
    type: normal,
    length: shownIn(options, 'length'),
    precision: shownIn(options, 'precision'),
    scale: shownIn(options, 'scale'),
    array: isSet(options, 'array'),
    nullable: isGiven(options, 'nullable') ? isSet(options, 'nullable') || mode === 'deleteDate' : isNull || mode === 'deleteDate',
    primary: primary || isSet(options, 'primary'),
    default: standard ?? (mode === 'createDate' || mode === 'updateDate' ? 'now()' : undefined),
    strategy: undefined,
    identity: textIn(options, 'generatedIdentity'),
    values: enumValues(propertyOf(options, 'enum')),
    enumName: textIn(options, 'enumName'),
    stored: textIn(options, 'generatedType') === 'STORED' ? textIn(options, 'asExpression') : undefined,
    collation: textIn(options, 'collation'),
    spatial: spatialOf(options),
    primaryKeyName: textIn(options, 'primaryKeyConstraintName'),
    foreignKeyName: textIn(options, 'foreignKeyConstraintName'),
  }
}

function nullDefault(options: Value | undefined): boolean {
  const value = entryOf(options, 'default')?.value
  return value?.kind === 'literal' && value.value === null
}

/** The values of a list, or of an enum of TypeScript; undefined where one of them is not known. */
export function enumValues(value: Value | undefined): string[] | undefined {
  const values =
    value?.kind === 'record'
      ? entriesOf(value).flatMap((entry) => (isNaN(Number(entry.key)) ? [entry.value] : []))
      : value?.kind === 'list' && !value.open
        ? itemsOf(value)
        : undefined
  const texts = values?.map(shownText)
  return texts?.every((text) => text !== undefined) ? texts : undefined
}

function spatialOf(options: Value | undefined): string | undefined {
  const feature = textOf(propertyOf(options, 'spatialFeatureType'))
  const srid = shownIn(options, 'srid')
  return feature === undefined ? undefined : [feature, ...(srid === undefined ? [] : [srid])].join()
}

/** A column that TypeORM makes up. */
export function plainColumn(property: string, type: string, seat: ColumnSeat, more: Partial<Column> = {}): Column {
  const { path, prefixes, range, nameRange } = seat
  return {
    path,
    prefixes,
    range,
    nameRange,
    property,
    given: undefined,
    name: '',
    type: normalType(type),
    length: undefined,
    precision: undefined,
    scale: undefined,
    array: false,
    nullable: false,
    primary: false,
    default: undefined,
    strategy: undefined,
    identity: undefined,
    values: undefined,
    enumName: undefined,
    stored: undefined,
    collation: undefined,
    spatial: undefined,
    primaryKeyName: undefined,
    foreignKeyName: undefined,
    ...more,
  }
}

/** What a column that references another has of it. */
export function typeParts({ type, length, precision, scale, collation, values, enumName }: Column): Partial<Column> {
  return { type, length, precision, scale, collation, values, enumName }
}
