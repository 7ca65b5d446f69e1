import { MetadataStorage, raw } from '@mikro-orm/core'
import { MikroORM } from '@mikro-orm/postgresql'
import { typeOf, type PlainColumn, type PlainTable, type RandomSchema } from '../../proofs/tenant/support/random-schema.ts'
import { runPrograms } from '../mikro-orm/support/run.ts'
import { camelCased, classOf } from './support/names.ts'
import { relationsOf, type Relation } from './support/relations.ts'
import type { Session } from './support/session.ts'
import { baseTables } from './support/values.ts'

/** What a table's rows refer to, and what refers to them: rows are referred to by their only key. */
export function linksOf(schema: RandomSchema, table: PlainTable): readonly Relation[] {
  return relationsOf(schema, table).filter(({ to, from, isList }) => (isList ? from : to).key.length === 1)
}

/** What a column is called in an entity: that what it refers to has, or its own in another case. */
export function propertyOf(schema: RandomSchema, table: PlainTable, { name }: PlainColumn): string {
  const link = linksOf(schema, table).find(({ isList, pairs }) => !isList && pairs.at(-1)?.[0] === name)
  return link?.name ?? camelCased(name)
}

/** Conditions that a query asks for, or gets without, by their names. */
export function filtersOf(schema: RandomSchema, table: PlainTable): readonly { readonly name: string; readonly text: string }[] {
  const tenant = table.columns.find(({ name }) => table.tenantColumns.includes(name))
  const property = tenant && propertyOf(schema, table, tenant)
  const isLive = table.columns.some(({ name }) => name === 'deleted_at') && table.name.length + schema.schema.ddl.length !== 0
  return [
    ...(isLive ? [{ name: 'live', text: `{ name: 'live', cond: { deletedAt: null }, default: true }` }] : []),
    ...(property === undefined ? [] : [{ name: 'of', text: `{ name: 'of', cond: (args: any) => ({ ${property}: args.id }) }` }]),
  ]
}

/** The schema as entities. */
export function entitiesText(schema: RandomSchema): string {
  const entities = baseTables(schema).map((table) => {
    const links = linksOf(schema, table)
    const columns = table.columns.map((column) => {
      const { name, domain, nullable } = column
      const link = links.find(({ isList, pairs }) => !isList && pairs.at(-1)?.[0] === name)
      const property = propertyOf(schema, table, column)
      const key = table.key.includes(name)
      const options = [...(nullable ? ['nullable: true'] : [])]
      if (link)
        return `  @ManyToOne(() => ${classOf(link.to)}, { ${[...options, ...(key ? ['primary: true'] : []), `fieldName: '${name}'`].join(', ')} }) ${property}!: ${classOf(link.to)}`
      return `  @${key ? 'PrimaryKey' : 'Property'}({ ${[`type: '${types[typeOf(domain)] ?? 'text'}'`, ...options].join(', ')} }) ${property}!: any`
    })
    const lists = links.flatMap(({ name, to, isList, inverse }) =>
      isList ? [`  @OneToMany(() => ${classOf(to)}, (one) => one.${inverse}) ${name} = new Collection<${classOf(to)}>(this)`] : [],
    )
    const filters = filtersOf(schema, table).map(({ text }) => `@Filter(${text})`)
    return [...filters, `@Entity({ tableName: '${table.name}' })`, `export class ${classOf(table)} {`, ...columns, ...lists, '}'].join('\n')
  })
  return [`import { Collection, Entity, Filter, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/core'`, ...entities].join(
    '\n',
  )
}

const types: Readonly<Record<string, string>> = { int: 'integer', text: 'text', boolean: 'boolean', timestamptz: 'datetime' }

/** The entities by their names, and a manager that knows no row yet, on a database. */
export async function mikroOrmOn(schema: RandomSchema, session: Session): Promise<Readonly<Record<string, unknown>>> {
  MetadataStorage.clear()
  const shown = runPrograms({ 'entities.ts': entitiesText(schema) }).get('entities.ts') ?? {}
  const entities = Object.fromEntries(baseTables(schema).map((table) => [classOf(table), shown[classOf(table)]]))
  const orm = await MikroORM.init({
    entities: Object.values(entities) as (new () => object)[],
    dbName: 'shop',
    connect: false,
    metadataCache: { enabled: false },
    discovery: { disableDynamicFileAccess: true },
    allowGlobalContext: true,
  })
  return {
    ...entities,
    raw,
    get em() {
      const em = orm.em.fork()
      for (const kind of ['read', 'write'] as const)
        answer(em.getConnection(kind), session, (text, params) => orm.em.getPlatform().formatQuery(text, params))
      return em
    },
  }
}

type Format = (text: string, params: readonly unknown[]) => string

function answer(connection: object, session: Session, format: Format): void {
  const execute = async (query: string | { toString(): string }, params: readonly unknown[] = [], method = 'all'): Promise<unknown> => {
    const { rows, affectedRows } = await session.query(typeof query === 'string' ? format(query, params) : query.toString())
    if (method === 'all') return rows
    return method === 'get' ? rows[0] : { affectedRows: affectedRows ?? 0, rows, row: rows[0], insertId: 0 }
  }
  const nothing = (): Promise<object> => Promise.resolve({ isTransaction: true })
  Object.assign(connection, { execute, begin: nothing, commit: nothing, rollback: nothing, isConnected: () => Promise.resolve(true) })
}
