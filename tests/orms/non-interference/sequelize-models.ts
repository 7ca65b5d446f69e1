import type { PlainColumn, PlainTable, RandomSchema } from '../../proofs/tenant/support/random-schema.ts'
import { typeOf } from '../../proofs/tenant/support/random-schema.ts'
import { exportsOf } from '../sequelize/support/run-sequelize.ts'
import { camelCased, classOf } from './support/names.ts'
import { relationsOf } from './support/relations.ts'
import type { Session } from './support/session.ts'
import { baseTables } from './support/values.ts'

/** How rows of one model belong to those of another, as Sequelize has it. */
export interface Association {
  readonly as: string
  readonly kind: 'belongsTo' | 'hasMany' | 'hasOne' | 'belongsToMany'
  readonly to: PlainTable
  /** By an attribute of the one that refers to the other. */
  readonly foreignKey: string
  readonly through?: { readonly table: PlainTable; readonly otherKey: string }
}

/** How a model is written: a class or a call, with the names of the columns or its own. */
const styles = ['class', 'call', 'renaming call'] as const

function styleOf({ schema }: RandomSchema, { name }: PlainTable): (typeof styles)[number] {
  return styles[(schema.ddl.length + name.length + Number(/\d/.exec(name)?.[0] ?? 0)) % styles.length] ?? 'class'
}

/** What Sequelize calls a model, also in SQL. */
export function modelOf(schema: RandomSchema, table: PlainTable): string {
  return styleOf(schema, table) === 'call' ? table.name : classOf(table)
}

/** What a model calls a column. */
export function attributeOf(schema: RandomSchema, table: PlainTable, column: string): string {
  if (styleOf(schema, table) === 'call') return column
  return camelCased(column)
}

/** Whether its rows are marked rather than deleted. */
export function isParanoid(schema: RandomSchema, table: PlainTable): boolean {
  return table.columns.some(({ name }) => name === 'deleted_at') && styleOf(schema, table) !== 'renaming call'
}

/** The scopes of a model by their names, with what each is given. */
export function scopesOf(schema: RandomSchema, table: PlainTable): { readonly name: string; readonly given?: PlainColumn }[] {
  const has = (wanted: string): boolean => table.columns.some(({ name }) => name === wanted)
  const [tenant] = table.columns.filter(({ name }) => table.tenantColumns.includes(name))
  return [
    ...(tenant
      ? [
          { name: 'of', given: tenant },
          { name: 'orFree', given: tenant },
        ]
      : []),
    ...(has('done') ? [{ name: 'done' }] : []),
    ...(has('title') ? [{ name: 'titled' }, { name: 'raw' }] : []),
    ...(relationsOf(schema, table).length > 0 ? [{ name: 'with' }] : []),
  ]
}

export function associationsOf(schema: RandomSchema, table: PlainTable): Association[] {
  const direct = relationsOf(schema, table).map(({ name, from, to, pairs, isList }): Association => {
    const [own = '', other = ''] = pairs.at(-1) ?? []
    const foreignKey = isList ? attributeOf(schema, to, other) : attributeOf(schema, from, own)
    return { as: name, kind: isList ? (name.length % 3 === 0 ? 'hasOne' : 'hasMany') : 'belongsTo', to, foreignKey }
  })
  return [...direct, ...manyToMany(schema, table)]
}

/** Rows of a table between refer to this one and to another. */
function manyToMany(schema: RandomSchema, table: PlainTable): Association[] {
  return baseTables(schema).flatMap((between) => {
    const all = relationsOf(schema, between).filter(({ isList }) => !isList)
    const keyOf = (pairs: (typeof all)[number]['pairs']): string => attributeOf(schema, between, pairs.at(-1)?.[0] ?? '')
    const [own] = all.filter(({ to }) => to === table)
    const other = all.find((one) => one !== own && one.to !== table && /^t\d|^users/.test(one.to.name))
    if (!own || !other) return []
    const through = { table: between, otherKey: keyOf(other.pairs) }
    return [
      {
        as: `${other.to.name}_through_${between.name}`,
        kind: 'belongsToMany' as const,
        to: other.to,
        foreignKey: keyOf(own.pairs),
        through,
      },
    ]
  })
}

const types: Readonly<Record<string, string>> = { int: 'INTEGER', text: 'TEXT', boolean: 'BOOLEAN', timestamptz: 'DATE' }

/** The schema as models. */
export function modelsText(schema: RandomSchema): string {
  const models = baseTables(schema)
  const associations = models.flatMap((table) =>
    associationsOf(schema, table).map(({ as, kind, to, foreignKey, through }) => {
      const between = through ? `, through: ${classOf(through.table)}, otherKey: '${through.otherKey}'` : ''
      return `${classOf(table)}.${kind}(${classOf(to)}, { as: '${as}', foreignKey: '${foreignKey}'${between} })`
    }),
  )
  return [
    `import { DataTypes, literal, Model, Op, Sequelize } from 'sequelize'`,
    `export const sequelize = new Sequelize('postgres://localhost/x')`,
    ...models.map((table) => modelText(schema, table)),
    ...associations,
  ].join('\n')
}

function modelText(schema: RandomSchema, table: PlainTable): string {
  const style = styleOf(schema, table)
  const attributes = table.columns.map(({ name, domain, nullable }) => {
    const said = [
      `type: DataTypes.${types[typeOf(domain)] ?? ''}`,
      ...(table.key.includes(name) ? ['primaryKey: true'] : []),
      ...(nullable ? [] : ['allowNull: false']),
      ...(style === 'renaming call' ? [`field: '${name}'`] : []),
      ...(table.unique.some((key) => key.length === 1 && key[0] === name) ? ['unique: true'] : []),
    ]
    return `  ${attributeOf(schema, table, name)}: { ${said.join(', ')} },`
  })
  const variable = classOf(table)
  const options = optionsText(schema, table)
  const inner = ['{', ...attributes, '}'].join('\n')
  if (style === 'class')
    return [
      `export class ${variable} extends Model {}`,
      `${variable}.init(${inner}, { sequelize, tableName: '${table.name}', underscored: true, ${options} })`,
    ].join('\n')
  const name = style === 'call' ? 'freezeTableName: true' : `tableName: '${table.name}'`
  return [
    `export const ${variable} = sequelize.define('${modelOf(schema, table)}', ${inner}, { ${name}, ${options} })`,
    ...scopesText(schema, table).map(([scope, text]) => `${variable}.addScope('${scope}', ${text})`),
  ].join('\n')
}

function optionsText(schema: RandomSchema, table: PlainTable): string {
  const attribute = (name: string): string => attributeOf(schema, table, name)
  const isMarked = isParanoid(schema, table)
  const times = isMarked
    ? `timestamps: true, createdAt: false, updatedAt: false, deletedAt: '${attribute('deleted_at')}', paranoid: true`
    : 'timestamps: false'
  const unique = table.unique
    .filter(({ length }) => length > 1)
    .map((key) => `{ unique: true, fields: [${key.map((name) => `'${name}'`).join(', ')}] }`)
  const indexes = unique.length > 0 ? [`indexes: [${unique.join(', ')}]`] : []
  const isOpen = table.columns.some(({ name }) => name === 'done') && (table.name.length + schema.schema.ddl.length) % 2 === 0
  const standing = isOpen ? [`defaultScope: { where: { ${attribute('done')}: false } }`] : []
  const named = styleOf(schema, table) === 'class' ? scopesText(schema, table).map(([name, text]) => `${name}: ${text}`) : []
  return [times, ...indexes, ...standing, ...(named.length > 0 ? [`scopes: { ${named.join(', ')} }`] : [])].join(', ')
}

function scopesText(schema: RandomSchema, table: PlainTable): (readonly [name: string, text: string])[] {
  const attribute = (name: string): string => attributeOf(schema, table, name)
  return scopesOf(schema, table).map(({ name, given }) => {
    const own = attribute(given?.name ?? (name === 'done' ? 'done' : 'title'))
    const texts: Readonly<Record<string, string>> = {
      of: `(id: any) => ({ where: { ${own}: id } })`,
      orFree: `(id: any) => ({ where: { [Op.or]: [{ ${own}: id }, { ${own}: null }] } })`,
      done: `{ where: { ${own}: true } }`,
      titled: `{ where: { ${own}: { [Op.ne]: null } } }`,
      with: `{ include: [{ association: '${relationsOf(schema, table)[0]?.name ?? ''}', where: { id: { [Op.ne]: null } } }] }`,
      raw: `{ where: literal('"${modelOf(schema, table)}"."title" = \\'red\\' or "${modelOf(schema, table)}"."title" = \\'blue\\'') }`,
    }
    return [name, texts[name] ?? '{}'] as const
  })
}

export const operators = 'Op, cast, col, fn, literal, where'

/** The models and what makes SQL by their names, on a database. */
export function sequelizeOn(schema: RandomSchema, session: Session): Readonly<Record<string, unknown>> {
  const files = { 'models.ts': modelsText(schema), 'all.ts': `export { ${operators} } from 'sequelize'\nexport * from './models'` }
  return exportsOf(files, 'all.ts', {
    query: (text, values, options) => session.query(text, values?.map(steady), options),
    exec: (text, options) => session.exec(text, options),
  })
}

/** The time at which rows are marked is the same in each world. */
function steady(value: unknown): unknown {
  const isNow = typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:/.test(value) && Math.abs(Date.parse(value) - Date.now()) < 60_000
  return isNow ? '2025-03-03 00:00:00.000 +00:00' : value
}
