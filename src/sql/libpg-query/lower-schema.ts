import type { CreateSchemaStmt, Node, RoleSpec } from '@pgsql/types'
import type { Change } from '../../catalog/change.ts'
import type { TreeText } from './tree-text.ts'

export function roleName({ roletype = 'ROLESPEC_CSTRING', rolename }: RoleSpec): string {
  return rolename ?? roletype.replace('ROLESPEC_', '').toLowerCase()
}

/** Postgres makes the elements of a new schema in this order, whatever theirs is. */
const order: readonly Change['kind'][] = ['create sequence', 'create table', 'create view', 'create index', 'create trigger']

/** Without a name the schema has that of the role which it is for; what is made in it knows each other without it. */
export function lowerCreateSchema(
  { schemaname, authrole, schemaElts = [], if_not_exists = false }: CreateSchemaStmt,
  text: TreeText,
  lower: (node: Node, text: TreeText) => Change[],
): Change[] {
  const name = text.nameFrom(schemaname ?? (authrole ? roleName(authrole) : ''), text.head)
  const inside = schemaElts.flatMap((element) => lower(element, text)).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const made = new Set(
    inside.flatMap((change) =>
      'name' in change && typeof change.name === 'object' && 'name' in change.name ? [change.name.name.text] : [],
    ),
  )
  const schema = name.text
  return [
    { kind: 'create schema', name, ifNotExists: if_not_exists, range: name.range },
    ...inside.map((change) => within(change, schema, made)),
  ]
}

/** Every name of one of these objects with the schema before it, in definitions and in queries. */
function within<T>(tree: T, schema: string, made: ReadonlySet<string>): T {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]))
    return 'schema' in value && value.schema === undefined && made.has(nameIn(value)) ? { ...copy, schema } : copy
  }
  return visit(tree) as T
}

/** The name of a table in a query, or of an object in a definition. */
function nameIn(value: object): string {
  const name: unknown = 'name' in value ? value.name : undefined
  if (typeof name === 'string') return 'kind' in value && value.kind === 'table' ? name : ''
  return typeof name === 'object' && name !== null && 'text' in name && typeof name.text === 'string' ? name.text : ''
}
