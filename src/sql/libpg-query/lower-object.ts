import type { AlterObjectSchemaStmt, DropStmt, Node, ObjectType, RenameStmt } from '@pgsql/types'
import type { Change, ObjectKind, QualifiedName } from '../../catalog/change.ts'
import { qualified } from './lower-table.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

const kinds: Readonly<Partial<Record<ObjectType, ObjectKind>>> = {
  OBJECT_TABLE: 'table',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_INDEX: 'index',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_SCHEMA: 'schema',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'domain',
  OBJECT_EXTENSION: 'extension',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
  OBJECT_ROUTINE: 'function',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_POLICY: 'policy',
  OBJECT_RULE: 'rule',
}

function kindOf(type: ObjectType | undefined): ObjectKind {
  return (type && kinds[type]) ?? 'other'
}

/** The dotted name under a node, however its object kind wraps it. */
function namesOf(node: Node | undefined): readonly string[] {
  if (!node) return []
  if ('List' in node) return stringsOf(node.List.items)
  if ('String' in node) return [node.String.sval ?? '']
  if ('TypeName' in node) return stringsOf(node.TypeName.names)
  return 'ObjectWithArgs' in node ? stringsOf(node.ObjectWithArgs.objname) : []
}

function locate(names: readonly string[], from: number, text: TreeText): QualifiedName {
  let at = from
  let name = { text: '', range: text.whole }
  for (const part of names) {
    name = text.nameFrom(part, at)
    at = Math.max(at, name.range[1])
  }
  return { schema: names.at(-2), name }
}

const ofTable: ReadonlySet<ObjectKind> = new Set(['trigger', 'policy', 'rule'])

export function lowerDrop({ objects = [], removeType, behavior, missing_ok = false, concurrent }: DropStmt, text: TreeText): Change[] {
  const object = kindOf(removeType)
  if (object === 'other') return []
  let from = text.head
  return objects.map((node): Change => {
    const names = namesOf(node)
    const shared = {
      kind: 'drop' as const,
      object,
      ifExists: missing_ok,
      cascade: behavior === 'DROP_CASCADE',
      ...(concurrent && { concurrently: true as const }),
    }
    if (ofTable.has(object)) {
      const name = text.nameFrom(names.at(-1) ?? '', from)
      const table = locate(names.slice(0, -1), text.behind(name.range[1], 'on'), text)
      return { ...shared, name: { schema: undefined, name }, table, range: name.range }
    }
    const name = locate(names, from, text)
    from = Math.max(from, name.name.range[1])
    return { ...shared, name, range: name.name.range }
  })
}

/** What VACUUM, ANALYZE, REINDEX, CLUSTER and COMMENT ON INDEX need to be there. */
export function lowerUse(node: Node, text: TreeText): Change[] {
  if ('VacuumStmt' in node) {
    const tables = (node.VacuumStmt.rels ?? []).flatMap((rel) => ('VacuumRelation' in rel ? (rel.VacuumRelation.relation ?? []) : []))
    return tables.map((table) => useOfTable(qualified(table, text)))
  }
  if ('ReindexStmt' in node && node.ReindexStmt.relation) {
    const name = qualified(node.ReindexStmt.relation, text)
    return [node.ReindexStmt.kind === 'REINDEX_OBJECT_INDEX' ? useOf(name) : useOfTable(name)]
  }
  if ('CommentStmt' in node && node.CommentStmt.objtype === 'OBJECT_INDEX')
    return [useOf(locate(namesOf(node.CommentStmt.object), text.after(text.head, 'index'), text))]
  if (!('ClusterStmt' in node) || !node.ClusterStmt.relation || node.ClusterStmt.indexname === undefined) return []
  const table = qualified(node.ClusterStmt.relation, text)
  const name = text.nameFrom(node.ClusterStmt.indexname, table.name.range[1])
  return [{ kind: 'cluster', table, index: name, ifExists: false, alters: false, range: name.range }]
}

function useOfTable(name: QualifiedName): Change {
  return { kind: 'use table', name, range: name.name.range }
}

function useOf(name: QualifiedName): Change {
  return { kind: 'use index', name, range: name.name.range }
}

export function lowerRename(node: RenameStmt, text: TreeText): Change[] {
  const { renameType, relation, object, subname, newname = '', missing_ok = false } = node
  const name = relation
    ? qualified(relation, text)
    : locate(subname !== undefined && !object ? [subname] : namesOf(object), text.head, text)
  const action = text.after(name.name.range[1], 'rename')
  const part = subname === undefined ? undefined : text.nameFrom(subname, partStart(node, action, text))
  const to = text.nameFrom(newname, text.after(Math.max(action, part?.range[1] ?? 0), 'to'))
  const shared = { kind: 'rename' as const, to, ifExists: missing_ok, range: to.range }
  if (renameType === 'OBJECT_COLUMN' || renameType === 'OBJECT_ATTRIBUTE')
    return part ? [{ ...shared, object: 'column', name, of: part }] : []
  if (renameType === 'OBJECT_TABCONSTRAINT') return part ? [{ ...shared, object: 'constraint', name, of: part }] : []
  const kind = kindOf(renameType)
  if (kind === 'other') return []
  if (ofTable.has(kind)) return part ? [{ ...shared, object: kind, name: { schema: undefined, name: part }, table: name }] : []
  return [{ ...shared, object: kind, name }]
}

/** Where the part of an object that is renamed stands, behind the words of RENAME or of the whole statement. */
function partStart({ relation, renameType }: RenameStmt, action: number, text: TreeText): number {
  if (!relation || isBeforeItsTable(renameType)) return text.head
  return text.behind(action, 'column', 'constraint', renameType === 'OBJECT_ATTRIBUTE' ? 'attribute' : '')
}

/** ALTER TRIGGER x ON t RENAME TO y names the part first. */
function isBeforeItsTable(type: ObjectType | undefined): boolean {
  return type === 'OBJECT_TRIGGER' || type === 'OBJECT_POLICY' || type === 'OBJECT_RULE'
}

export function lowerSetSchema(
  { objectType, relation, object, newschema = '', missing_ok = false }: AlterObjectSchemaStmt,
  text: TreeText,
): Change[] {
  const kind = kindOf(objectType)
  if (kind === 'other') return []
  const name = relation ? qualified(relation, text) : locate(namesOf(object), text.head, text)
  const schema = text.nameFrom(newschema, text.after(name.name.range[1], 'set schema'))
  return [{ kind: 'set schema', object: kind, name, schema, ifExists: missing_ok, range: schema.range }]
}
