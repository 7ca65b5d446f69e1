import type { Node, ObjectType, ObjectWithArgs } from '@pgsql/types'
import type { NameRole } from '../../engine.ts'
import { wordsOfObject } from '../kinds.ts'
import { relation } from './relation.ts'
import { strings, type Handlers, type Steps, type Walk } from './walk.ts'

const roles: Readonly<Partial<Record<ObjectType, NameRole>>> = {
  OBJECT_AGGREGATE: 'function',
  OBJECT_COLLATION: 'collation',
  OBJECT_COLUMN: 'column',
  OBJECT_ATTRIBUTE: 'column',
  OBJECT_DATABASE: 'database',
  OBJECT_DOMAIN: 'type',
  OBJECT_DOMCONSTRAINT: 'constraint',
  OBJECT_EVENT_TRIGGER: 'trigger',
  OBJECT_EXTENSION: 'extension',
  OBJECT_FOREIGN_TABLE: 'table',
  OBJECT_FUNCTION: 'function',
  OBJECT_INDEX: 'index',
  OBJECT_MATVIEW: 'view',
  OBJECT_OPCLASS: 'operator class',
  OBJECT_OPFAMILY: 'operator class',
  OBJECT_POLICY: 'policy',
  OBJECT_PROCEDURE: 'function',
  OBJECT_PUBLICATION: 'publication',
  OBJECT_PARAMETER_ACL: 'setting',
  OBJECT_ROLE: 'role',
  OBJECT_ROUTINE: 'function',
  OBJECT_RULE: 'rule',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_SUBSCRIPTION: 'subscription',
  OBJECT_TABCONSTRAINT: 'constraint',
  OBJECT_TABLE: 'table',
  OBJECT_TABLESPACE: 'tablespace',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_TYPE: 'type',
  OBJECT_VIEW: 'view',
}

/** What is named within a table, and before it in the text. */
export const onTable: ReadonlySet<string> = new Set(['OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE'])
const hasMethod = new Set(['OBJECT_OPCLASS', 'OBJECT_OPFAMILY'])

export function roleOf(type: ObjectType | undefined): NameRole {
  return (type && roles[type]) ?? 'name'
}

/** An operator's name is no identifier, but its schema is. */
function withArguments(body: ObjectWithArgs, walk: Walk): Steps {
  const { cursor } = walk
  const names = strings(body.objname)
  if (!walk.takePath(names, { role: 'function' }) && names.length === 2) walk.take(names[0], { role: 'schema' })
  cursor.skip('(')
  return [walk.visit(body.objfuncargs ?? body.objargs)]
}

function listed(nodes: readonly Node[], type: ObjectType, walk: Walk): Steps {
  const { cursor } = walk
  const role = roleOf(type)
  const names = strings(nodes)
  const last = names.at(-1)
  if (onTable.has(type) || type === 'OBJECT_TABCONSTRAINT') {
    walk.name(last, { role })
    cursor.skip('on')
    walk.path(names.slice(0, -1), { role: 'table' })
  } else if (type === 'OBJECT_DOMCONSTRAINT') {
    walk.name(last, { role })
    cursor.skip('on domain')
    const [domain] = nodes
    walk.path(strings(domain && 'TypeName' in domain ? domain.TypeName.names : []), { role: 'type' })
  } else if (hasMethod.has(type)) {
    walk.path(names.slice(1), { role })
    cursor.skip('using')
    walk.name(names[0], { role: 'name' })
  } else if (type === 'OBJECT_TRANSFORM') {
    return [
      walk.visit(nodes[0]),
      () => {
        if (cursor.after('language')) walk.take(last, { role: 'name' })
      },
    ]
  } else if (type === 'OBJECT_COLUMN') {
    walk.path(names, { role }, ['table', 'schema', 'database'])
  } else if (names.length === nodes.length) {
    walk.path(names, { role })
  } else {
    return [walk.visit(nodes)]
  }
  return []
}

/** What a statement is about, from the token where its name stands. */
export function objectReference(node: Node | undefined, type: ObjectType | undefined, walk: Walk): Steps {
  if (!node || !type) return []
  if ('String' in node) {
    const { sval = '' } = node.String
    walk.path(type === 'OBJECT_PARAMETER_ACL' ? sval.split('.') : [sval], { role: roleOf(type) })
  }
  if ('List' in node) return listed(node.List.items ?? [], type, walk)
  if ('ObjectWithArgs' in node) return withArguments(node.ObjectWithArgs, walk)
  if ('RangeVar' in node) relation(node.RangeVar, walk, { role: roleOf(type) })
  else if ('TypeName' in node) walk.path(strings(node.TypeName.names), { role: 'type' })
  else if (!('String' in node)) return [walk.visit(node)]
  return []
}

/** Steps over the words between a verb and the name of what it is about. */
export function skipHead(walk: Walk, verb: string, type: ObjectType | undefined): void {
  walk.cursor.skip(verb, 'procedural', wordsOfObject(type), 'concurrently', 'if exists')
}

export const objectHandlers: Handlers = {
  ObjectWithArgs: withArguments,
  DropStmt(body, walk) {
    const { cursor } = walk
    skipHead(walk, 'drop', body.removeType)
    const spans = cursor.elements(cursor.index)
    return (body.objects ?? []).map((object, i) => () => {
      cursor.index = spans[i]?.[0] ?? cursor.index
      return objectReference(object, body.removeType, walk)
    })
  },
  CommentStmt(body, walk) {
    skipHead(walk, 'comment on', body.objtype)
    return objectReference(body.object, body.objtype, walk)
  },
  SecLabelStmt(body, walk) {
    walk.cursor.after('on')
    skipHead(walk, '', body.objtype)
    return objectReference(body.object, body.objtype, walk)
  },
  AlterExtensionContentsStmt(body, walk) {
    const { cursor } = walk
    cursor.skip('alter extension')
    walk.name(body.extname, { role: 'extension' })
    cursor.skip('add', 'drop')
    skipHead(walk, '', body.objtype)
    return objectReference(body.object, body.objtype, walk)
  },
}
