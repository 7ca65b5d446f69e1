import type { ForeignKeyAction, Written } from '../../catalog/change.ts'
import { lookup } from '../../catalog/lookup.ts'
import { columnType } from './column-types.ts'
import type { Model, RelationField, ScalarField } from './datamodel.ts'
import { columnElement, foreignKeyChange, indexChange, indexKey, primaryKeyElement, tableChange, unreadAttribute } from '../ddl.ts'
import type { Statement } from '../orm.ts'
import { joinPartName, joinTableName, nameOfColumns } from './default-names.ts'
import type { Expressions } from '../expressions.ts'
import { argumentOf, attributeOf, listFields, stringOf, wordOf } from './read-value.ts'
import type { Attribute } from './syntax.ts'
import { at, fieldsNamed, givenName, primaryKey, tableName } from './tables.ts'

const actions: Readonly<Record<string, ForeignKeyAction>> = lookup({
  Cascade: 'cascade',
  Restrict: 'restrict',
  NoAction: 'no action',
  SetNull: 'set null',
  SetDefault: 'set default',
})

function relationFields(model: Model): RelationField[] {
  return model.fields.filter((field) => field.kind === 'relation')
}

/** The models that the relations of one lead to, in their order. */
export function targetsOf(model: Model, models: ReadonlyMap<string, Model>): (Model | undefined)[] {
  return relationFields(model).map((field) => models.get(field.model))
}

/** Views have no foreign keys, and nothing refers to them. */
export function addForeignKeys(model: Model, ...targets: readonly (Model | undefined)[]): Statement[] {
  return relationFields(model).flatMap((field, i): Statement[] => {
    const attribute = attributeOf(field, 'relation')
    const target = targets[i]
    if (!attribute || !target || target.isView || model.isView) return []
    const named = namesIn(attribute, 'fields')
    if (named.length === 0) return []
    const columns = fieldsNamed(model, named)
    const referenced = fieldsNamed(target, namesIn(attribute, 'references'))
    if (!columns || !referenced) return [unreadAttribute(model.file, attribute)]
    return [{ file: model.file, changes: [foreignKey(model, target, attribute, columns, referenced)] }]
  })
}

function namesIn({ args }: Attribute, list: 'fields' | 'references'): string[] {
  return listFields(argumentOf(args, list)).map(({ field }) => field.text)
}

function foreignKey(
  model: Model,
  target: Model,
  attribute: Attribute,
  columns: readonly ScalarField[],
  referenced: readonly ScalarField[],
): Statement['changes'][number] {
  const { range } = attribute
  const own = columns.map(({ name }) => name.text)
  return foreignKeyChange({
    name: { text: givenName(attribute) ?? nameOfColumns(model.name.text, own, '_fkey'), range },
    range,
    table: tableName(model),
    columns: columns.map((field) => at(field, attribute)),
    references: { schema: target.schema?.text, name: { text: target.name.text, range } },
    referencedColumns: referenced.map((field) => at(field, attribute)),
    onDelete: actionOf(attribute, 'onDelete') ?? (columns.every(({ optional }) => optional) ? 'set null' : 'restrict'),
    onUpdate: actionOf(attribute, 'onUpdate') ?? 'cascade',
  })
}

function actionOf({ args }: Attribute, name: 'onDelete' | 'onUpdate'): ForeignKeyAction | undefined {
  const word = wordOf(argumentOf(args, name))
  return word === undefined ? undefined : actions[word]
}

/** Two models that hold a list of each other. */
interface Join {
  readonly relation: string
  readonly a: Model
  readonly b: Model
  /** The list in `a`, which is where the table is written. */
  readonly field: RelationField
}

interface JoinTable {
  readonly table: Statement
  readonly indexes: readonly Statement[]
  readonly foreignKeys: readonly Statement[]
}

/** The tables that Prisma makes for implicit many-to-many relations, which had a unique index in place of a key before version 6. */
export function joinTables(model: Model, major: number, expressions: Expressions, ...targets: readonly (Model | undefined)[]): JoinTable[] {
  return joinsOf(model, targets).flatMap((join) => joinTable(join, major, expressions) ?? [])
}

function joinsOf(a: Model, targets: readonly (Model | undefined)[]): Join[] {
  const relations = relationFields(a)
  const lists = relations.filter(({ list }) => list)
  return lists.flatMap((field, i): Join[] => {
    const b = targets[relations.indexOf(field)]
    const name = relationName(field)
    if (!b || a.isView || b.isView || a.id > b.id) return []
    const isOther = (other: RelationField): boolean => other.list && other.model === a.id && relationName(other) === name
    const others = a === b ? lists.slice(i + 1) : relationFields(b)
    return others.some(isOther) ? [{ relation: name ?? `${a.id}To${b.id}`, a, b, field }] : []
  })
}

function relationName(field: RelationField): string | undefined {
  return stringOf(argumentOf(attributeOf(field, 'relation')?.args, 'name', 'or first'))?.text
}

function joinTable({ relation, a, b, field }: Join, major: number, expressions: Expressions): JoinTable | undefined {
  const [idA] = primaryKey(a)?.fields ?? []
  const [idB] = primaryKey(b)?.fields ?? []
  if (!idA || !idB) return undefined
  const { file } = a
  const { range } = field.name
  const written = (text: string): Written => ({ text, range })
  const text = joinTableName(relation)
  const table = { schema: a.schema?.text, name: written(text) }
  const both = [written('A'), written('B')]
  const hasKey = major >= 6
  const key = { name: written(joinPartName(text, '_AB_pkey')), range, columns: both }
  const index = (name: string, columns: readonly Written[], unique: boolean): Statement => ({
    file,
    changes: [
      indexChange({
        name: written(name),
        range,
        table,
        unique,
        method: 'btree',
        keys: columns.map((column) => indexKey(column)),
        predicate: undefined,
      }),
    ],
  })
  const foreignKey = (column: 'A' | 'B', target: Model, id: ScalarField): Statement => ({
    file,
    changes: [
      foreignKeyChange({
        name: written(joinPartName(text, `_${column}_fkey`)),
        range,
        table,
        columns: [written(column)],
        references: { schema: target.schema?.text, name: written(target.name.text) },
        referencedColumns: [written(id.name.text)],
        onDelete: 'cascade',
        onUpdate: 'cascade',
      }),
    ],
  })
  const columnOf = (name: string, id: ScalarField): ReturnType<typeof columnElement> =>
    columnElement({
      name: written(name),
      range,
      type: columnType(id, expressions),
      serial: false,
      default: undefined,
      nullable: false,
    })
  const elements = [columnOf('A', idA), columnOf('B', idB), ...(hasKey ? [primaryKeyElement(key)] : [])]
  return {
    table: { file, changes: [tableChange(table, elements)] },
    indexes: [
      ...(hasKey ? [] : [index(joinPartName(text, '_AB_unique'), both, true)]),
      index(joinPartName(text, '_B_index'), both.slice(1), false),
    ],
    foreignKeys: [foreignKey('A', a, idA), foreignKey('B', b, idB)],
  }
}
