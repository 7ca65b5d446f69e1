import type { ConstraintDefinition, ForeignKeyAction, Written } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { itemsOf, propertyOf, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { checkConstraint, foreignKeyChange, keyConstraint } from '../ddl.ts'
import type { Statement } from '../orm.ts'
import type { Column, Said } from './columns.ts'
import { nullsNotDistinct } from './columns.ts'
import { argsOf, type Calls } from './library.ts'
import { optionOf } from './objects.ts'
import { unreadAt, type Scene } from './scene.ts'
import type { Seats } from './seats.ts'
import { qualified, type Table } from './tables.ts'

/** What a column says of itself in methods. */
export function columnConstraints(column: Column, { table, reading }: Scene): ConstraintDefinition[] {
  const { said, name } = column
  const [key, unique] = [said.get('primaryKey'), said.get('unique')]
  const at = (one: Said): Range => saidAt(one, table.seats.from(column.range))
  return [
    ...(key ? [keyConstraint('primary key', { name: undefined, range: at(key), columns: [name] })] : []),
    ...(unique
      ? [
          keyConstraint('unique', {
            name: nameOf(
              unique.args[0],
              reading.names.uniqueColumn(table.name.text, column),
              at(unique),
              table.seats.argument({ at: unique.value.at, args: unique.args }, 0, at(unique)),
            ),
            range: at(unique),
            columns: [{ text: name.text, range: at(unique) }],
            nullsNotDistinct: nullsNotDistinct(unique),
          }),
        ]
      : []),
  ]
}

/** From the name of the method on: what is before it says something else. */
function saidAt({ value }: Said, seats: Seats): Range {
  const { node, program } = value.at
  const whole = seats.of(value.at)
  const isOwn = program.file === seats.file && whole[0] === node.range[0] && whole[1] === node.range[1]
  if (!isOwn || node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return whole
  return [node.callee.property.range[0], node.range[1]]
}

/** The name that is written, or else one that is made up; undefined where Postgres makes it up. */
export function nameOf(given: Value | undefined, made: string | undefined, range: Range, at: Range): Written | undefined {
  const text = textOf(given)
  if (text !== undefined && text !== '') return { text, range: at }
  return made === undefined ? undefined : { text: made, range }
}

/** A name that an option gives. */
function optionName(given: Value | undefined, made: string | undefined, range: Range, seats: Seats): Written | undefined {
  return nameOf(given, made, range, given ? seats.of(given.at, range) : range)
}

/** The columns of values, all or none. */
function columnsOf(
  values: readonly Value[],
  { tables }: Scene,
): { readonly table: Table; readonly columns: readonly Column[] } | undefined {
  const found = values.map((value) => tables.column(value))
  const known = found.filter((one) => one !== undefined)
  const [first] = known
  return first && known.length === found.length ? { table: first.table, columns: known.map(({ column }) => column) } : undefined
}

function writtenAt(columns: readonly Column[], range: Range): Written[] {
  return columns.map(({ text }) => ({ text, range }))
}

/** `primaryKey({ columns, name })`, and `primaryKey(a, b)` as it once was. */
export function primaryKey(args: readonly Value[], range: Range, scene: Scene): ConstraintDefinition | undefined {
  const listed = optionOf(args, 'columns')
  const found = columnsOf(listed ? itemsOf(listed) : args, scene)
  if (!found) return undefined
  const { table, reading } = scene
  const name = optionName(listed && optionOf(args, 'name'), reading.names.primaryKey(table.name.text, found.columns), range, table.seats)
  return keyConstraint('primary key', { name, range, columns: writtenAt(found.columns, range) })
}

/** `unique('name').on(a, b).nullsNotDistinct()` */
export function unique(base: Kind<'call'>, calls: Calls, range: Range, scene: Scene): ConstraintDefinition | undefined {
  const found = columnsOf(argsOf(calls, 'on') ?? [], scene)
  if (!found) return undefined
  const { table, reading } = scene
  const name = nameOf(base.args[0], reading.names.unique(table.name.text, found.columns), range, table.seats.argument(base, 0, range))
  const columns = writtenAt(found.columns, range)
  return keyConstraint('unique', { name, range, columns, nullsNotDistinct: argsOf(calls, 'nullsNotDistinct') !== undefined })
}

/** `check('name', sql)` */
export function check(base: Kind<'call'>, range: Range, { table, reading, alone }: Scene): ConstraintDefinition | undefined {
  const [given, value] = base.args
  const name = nameOf(given, undefined, range, table.seats.argument(base, 0, range))
  const sql = value && alone.of(value)
  if (!name || !value || sql === undefined) return undefined
  return checkConstraint({ name, range, expression: reading.expressions.condition(sql, table.seats.of(value.at, range)) })
}

/** `.references(() => users.id, { onDelete })` */
export function columnReferences(scene: Scene): Statement[] {
  const { table, reading } = scene
  return table.columns.flatMap((column) =>
    column.references.map((said): Statement => {
      const range = saidAt(said, table.seats.from(column.range))
      const [target, options] = said.args
      const found = target && columnsOf([reading.follow(target, [])], scene)
      if (!found) return unreadAt(table, range, `what \`${column.key}\` refers to is not known`)
      const name = reading.major < 1 ? undefined : propertyOf(options, 'name')
      return foreignKey(
        [column],
        found,
        { name, range, onDelete: propertyOf(options, 'onDelete'), onUpdate: propertyOf(options, 'onUpdate') },
        scene,
      )
    }),
  )
}

/** `foreignKey({ columns, foreignColumns, name }).onDelete('cascade')` */
export function listedForeignKey(args: readonly Value[], calls: Calls, range: Range, scene: Scene): Statement | undefined {
  const own = columnsOf(itemsOf(optionOf(args, 'columns')), scene)
  const found = columnsOf(itemsOf(optionOf(args, 'foreignColumns')), scene)
  if (!own || !found) return undefined
  const action = (name: string): Value | undefined => argsOf(calls, name)?.[0]
  return foreignKey(
    own.columns,
    found,
    { name: optionOf(args, 'name'), range, onDelete: action('onDelete'), onUpdate: action('onUpdate') },
    scene,
  )
}

interface KeyOptions {
  readonly name: Value | undefined
  readonly range: Range
  readonly onDelete: Value | undefined
  readonly onUpdate: Value | undefined
}

function foreignKey(
  columns: readonly Column[],
  target: { readonly table: Table; readonly columns: readonly Column[] },
  { name, range, onDelete, onUpdate }: KeyOptions,
  { table, reading }: Scene,
): Statement {
  const made = reading.names.foreignKey({
    table: table.name.text,
    columns,
    references: target.table.name.text,
    referencedColumns: target.columns,
  })
  const change = foreignKeyChange({
    table: qualified(table, range),
    name: optionName(name, made, range, table.seats) ?? { text: made, range },
    range,
    columns: writtenAt(columns, range),
    references: qualified(target.table, range),
    referencedColumns: writtenAt(target.columns, range),
    onDelete: actionOf(onDelete),
    onUpdate: actionOf(onUpdate),
  })
  return { file: table.seats.file, changes: [change] }
}

const actions: ReadonlySet<string> = new Set<ForeignKeyAction>(['no action', 'restrict', 'cascade', 'set null', 'set default'])

function actionOf(value: Value | undefined): ForeignKeyAction {
  const text = textOf(value)
  return isAction(text) ? text : 'no action'
}

function isAction(text: string | undefined): text is ForeignKeyAction {
  return text !== undefined && actions.has(text)
}
