import type { Range } from '../../catalog/place.ts'
import { propertyOf, textOf } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { quotedName } from '../../catalog/names.ts'
import { composedStatement, said } from '../composed-sql.ts'
import { related } from '../ddl.ts'
import type { Statement } from '../orm.ts'
import { fieldNames, keysOf, referredFields, storedProperties } from './fields.ts'
import { cascades, isNullable, isPrimary, type Models, type Property, type TableName } from './models.ts'
import { flagOf, optionOf, textsOf } from './notation.ts'
import { fileOf, placeOf } from './places.ts'
import { tableSql, type Table } from './tables.ts'

export interface ForeignKey {
  readonly file: string
  readonly table: TableName
  readonly name: string
  readonly nameAt: Range
  readonly range: Range
  readonly columns: readonly string[]
  readonly references: TableName
  readonly referenced: readonly string[]
  readonly onDelete: string | undefined
  readonly onUpdate: string | undefined
  readonly deferred: string | undefined
}

export function addForeignKeys(table: Table, models: Models, engine: SqlEngine): Statement[] {
  const relations = storedProperties(table.model, models).filter(({ kind }) => kind === 'm:1' || kind === '1:1')
  return relations.flatMap((one) => {
    const made = foreignKeyOf(one, table, models, engine)
    return isLeftOut(one, models) ? made.map(related) : made
  })
}

function isLeftOut({ options }: Property, { config, major }: Models): boolean {
  return !config.createForeignKeys || (major >= 6 && flagOf(options, 'createForeignKeyConstraint') === false)
}

function foreignKeyOf(property: Property, table: Table, models: Models, engine: SqlEngine): Statement[] {
  const { options } = property
  const { notation } = table.model
  const range = placeOf(property, notation)
  const file = fileOf(notation)
  const columns = fieldNames(property, models)
  if (!columns) return []
  const target = models.target(property)
  const references = target && models.tableName(target)
  const referenced = textsOf(optionOf(options, 'referencedColumnNames', 'referenceColumnName')) ?? []
  const keys = referenced.length > 0 ? referenced : target && referredFields(property, target, models)
  if (!references || !keys) {
    return [{ file, changes: [{ kind: 'unread', range, reason: `what \`${property.name}\` refers to is not known` }] }]
  }
  const given = models.major <= 5 ? undefined : propertyOf(options, 'foreignKeyName')
  const name = textOf(given) ?? models.naming.short(table.name.name, columns, 'foreign')
  if (name === undefined) return []
  return writeForeignKey(
    {
      file,
      table: table.name,
      name,
      nameAt: given ? placeOf(property, notation, given.at) : range,
      range,
      columns,
      references,
      referenced: keys,
      onDelete: deleteRule(property, table, models),
      onUpdate: updateRule(property, table, models),
      deferred: models.major <= 5 ? undefined : textOf(propertyOf(options, 'deferMode')),
    },
    engine,
  )
}

/** Before MikroORM 6 they had other names. */
function ruleOf({ options }: Property, name: string, old: string, major: number): string | undefined {
  const given = textOf(propertyOf(options, name))
  return given ?? (major <= 5 ? textOf(propertyOf(options, old)) : undefined)
}

/** A key that is a reference goes with what it refers to. */
function isKeyItself(property: Property, { model }: Table, { major }: Models): boolean {
  const keys = keysOf(model)
  return isPrimary(property) && (major >= 7 ? keys.every(({ kind }) => kind !== 'scalar') : keys.length === 1)
}

function deleteRule(property: Property, table: Table, models: Models): string | undefined {
  const given = ruleOf(property, 'deleteRule', 'onDelete', models.major)
  if (given !== undefined) return given
  if (isKeyItself(property, table, models)) return 'cascade'
  if (models.major <= 6 && cascades(property, 'remove', 'all')) return 'cascade'
  return isNullable(property, models) ? 'set null' : models.config.defaultDeleteRule
}

function updateRule(property: Property, table: Table, models: Models): string | undefined {
  const given = ruleOf(property, 'updateRule', 'onUpdateIntegrity', models.major)
  if (given !== undefined) return given
  if (models.major <= 6) return cascades(property, 'persist', 'all') ? 'cascade' : undefined
  const target = models.target(property)
  const isComposite = target !== undefined && keysOf(target).length > 1
  return isComposite || isKeyItself(property, table, models) ? 'cascade' : models.config.defaultUpdateRule
}

export function writeForeignKey(key: ForeignKey, engine: SqlEngine): Statement[] {
  const { file, range, columns, references, referenced, onDelete, onUpdate, deferred } = key
  const names = (all: readonly string[]): string => all.map(quotedName).join(', ')
  const sql = [
    `alter table ${tableSql(key.table)} add constraint `,
    said(key.nameAt, quotedName(key.name)),
    ` foreign key (${names(columns)}) references ${tableSql(references)} (${names(referenced)})`,
    onUpdate === undefined ? '' : ` on update ${onUpdate}`,
    onDelete === undefined ? '' : ` on delete ${onDelete}`,
    deferred === undefined ? '' : ` deferrable initially ${deferred}`,
  ]
  const statement = composedStatement(file, range, said(range, sql), engine)
  return statement ? [statement] : [{ file, changes: [{ kind: 'unread', range, reason: 'the foreign key cannot be read' }] }]
}
