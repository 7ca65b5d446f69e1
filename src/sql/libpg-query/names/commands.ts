import type { CopyStmt, GrantRoleStmt, GrantStmt, Node, VariableSetStmt } from '@pgsql/types'
import type { NameRole } from '../../engine.ts'
import { wordsOfObject } from '../kinds.ts'
import { objectReference } from './objects.ts'
import { relation } from './relation.ts'
import { strings, type Handlers, type Step, type Steps, type Walk } from './walk.ts'

/** Objects between commas, each from where its part starts. */
function objects(nodes: readonly Node[] | undefined, walk: Walk, read: (node: Node) => Steps): Step[] {
  const { cursor } = walk
  const spans = cursor.elements(cursor.index)
  return (nodes ?? []).map((node, i) => () => {
    cursor.index = spans[i]?.[0] ?? cursor.index
    return read(node)
  })
}

function privileges(body: GrantStmt, walk: Walk): Steps {
  walk.cursor.skip('grant', 'revoke', 'grant option for')
  return objects(body.privileges, walk, (node) => {
    if ('AccessPriv' in node) walk.bracketOf(strings(node.AccessPriv.cols), { role: 'column' })
    return []
  })
}

function grantedObjects(body: GrantStmt, walk: Walk): Steps {
  const { cursor } = walk
  const { objtype } = body
  if (body.targtype === 'ACL_TARGET_ALL_IN_SCHEMA') {
    if (cursor.after('in schema')) walk.list(strings(body.objects), { role: 'schema' })
    return []
  }
  if (!body.objects || !cursor.after('on')) return []
  cursor.skip(wordsOfObject(objtype), objtype === 'OBJECT_FOREIGN_SERVER' ? 'foreign server' : '')
  return objects(body.objects, walk, (node) => objectReference(node, objtype, walk))
}

function grantRole(body: GrantRoleStmt, walk: Walk): Steps {
  const { cursor } = walk
  cursor.skip('grant', 'revoke', 'admin option for', 'inherit option for', 'set option for', 'grant option for')
  return [
    ...objects(body.granted_roles, walk, (node) => {
      if ('AccessPriv' in node) walk.take(node.AccessPriv.priv_name, { role: 'role' })
      return []
    }),
    walk.visit(body.grantee_roles),
    walk.as('RoleSpec', body.grantor),
  ]
}

function copy(body: CopyStmt, walk: Walk): Steps {
  relation(body.relation, walk)
  walk.bracketOf(strings(body.attlist), { role: 'column' })
  return [walk.visit(body.query), walk.visit(body.options), walk.visit(body.whereClause)]
}

/** Settings whose values are names. */
const namesInSettings: ReadonlyMap<string, NameRole> = new Map([
  ['role', 'role'],
  ['search_path', 'schema'],
  ['session_authorization', 'role'],
])

function set(body: VariableSetStmt, walk: Walk): void {
  const { cursor } = walk
  const { name = '' } = body
  cursor.skip('alter system', 'set', 'reset', 'session', 'local')
  // SET ROLE and SET SESSION AUTHORIZATION are syntax of their own.
  const assigned = ['=', 'to'].includes(cursor.word(cursor.index + 1))
  if (name !== 'role' || assigned || body.kind === 'VAR_RESET') walk.takePath(name.split('.'), { role: 'setting' }, ['setting', 'setting'])
  const role = namesInSettings.get(name)
  if (!role) return
  for (const node of body.args ?? []) {
    if ('A_Const' in node && node.A_Const.sval && walk.seek(node.A_Const.location)) walk.take(node.A_Const.sval.sval, { role })
  }
}

export const commandHandlers: Handlers = {
  GrantStmt: (body, walk) => [
    ...privileges(body, walk),
    () => grantedObjects(body, walk),
    walk.visit(body.grantees),
    walk.as('RoleSpec', body.grantor),
  ],
  GrantRoleStmt: grantRole,
  CopyStmt: copy,
  VariableSetStmt: set,
  VariableShowStmt({ name = '' }, walk) {
    walk.cursor.skip('show')
    if (name !== 'all') walk.takePath(name.split('.'), { role: 'setting' }, ['setting', 'setting'])
  },
  TransactionStmt(body, walk) {
    const begins = body.kind === 'TRANS_STMT_SAVEPOINT'
    walk.takeAt(walk.cursor.end - 1, body.savepoint_name, { role: 'savepoint', ...(begins && { within: 'savepoint' }) })
  },
  ClusterStmt(body, walk) {
    const { cursor } = walk
    if (!body.relation || !walk.seek(body.relation.location)) return
    const start = cursor.index
    relation(body.relation, walk)
    if (cursor.word() === 'using') walk.takeAt(cursor.index + 1, body.indexname, { role: 'index' })
    else walk.takeAt(start - 2, body.indexname, { role: 'index' })
  },
  ConstraintsSetStmt(body, walk) {
    for (const node of body.constraints ?? []) {
      if ('RangeVar' in node) relation(node.RangeVar, walk, { role: 'constraint' })
    }
  },
  ReindexStmt(body, walk) {
    relation(body.relation, walk, { role: body.kind === 'REINDEX_OBJECT_INDEX' ? 'index' : 'table' })
    walk.takeAt(walk.cursor.end - 1, body.name, { role: body.kind === 'REINDEX_OBJECT_SCHEMA' ? 'schema' : 'database' })
    return [walk.visit(body.params)]
  },
  RefreshMatViewStmt: (body, walk) => void relation(body.relation, walk, { role: 'view' }),
  DeallocateStmt(body, walk) {
    if (walk.seek(body.location)) walk.take(body.name, { role: 'prepared statement' })
  },
  PublicationObjSpec(body, walk) {
    if (body.name !== undefined && walk.seek(body.location)) walk.take(body.name, { role: 'schema' })
    return [walk.as('PublicationTable', body.pubtable)]
  },
}
