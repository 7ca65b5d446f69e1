import type { AlterTableCmd, AlterTableStmt, CreateStmt, CreateTableAsStmt, IndexStmt, Node, ViewStmt } from '@pgsql/types'
import { columnDefinition, constraint, elements } from './columns.ts'
import { relationKey, relationOf, tableOwner, type Owner } from './namespaces.ts'
import { roleOf } from './objects.ts'
import { into } from './queries.ts'
import { relation } from './relation.ts'
import { strings, type Handlers, type Sense, type Step, type Steps, type Walk } from './walk.ts'

function createTable(body: CreateStmt, walk: Walk): Steps {
  const { cursor } = walk
  const owner = tableOwner(body.relation)
  const sense: Sense = { role: 'table', within: relationKey(body.relation ?? {}), ifNotExists: body.if_not_exists }
  return [
    () => void relation(body.relation, walk, sense),
    walk.as('TypeName', body.ofTypename),
    body.partbound && walk.visit(body.inhRelations),
    ...(body.tableElts ?? []).map((node) => {
      if ('ColumnDef' in node) return () => columnDefinition(node.ColumnDef, walk, owner)
      return 'Constraint' in node ? () => constraint(node.Constraint, walk, owner) : walk.visit(node)
    }),
    body.partbound ? undefined : walk.visit(body.inhRelations),
    walk.as('PartitionBoundSpec', body.partbound),
    () => {
      if (!body.partspec || !walk.seek(body.partspec.location)) return []
      return elements(body.partspec.partParams, walk)
    },
    () => {
      if (body.accessMethod !== undefined && cursor.after('using')) walk.take(body.accessMethod, { role: 'name' })
    },
    walk.visit(body.options),
    () => {
      if (body.tablespacename !== undefined && cursor.after('tablespace')) walk.take(body.tablespacename, { role: 'tablespace' })
    },
  ]
}

/** What an ALTER TABLE action says before the name that it is about, and what that name stands for. */
const actions: Readonly<Partial<Record<NonNullable<AlterTableCmd['subtype']>, readonly [head: readonly string[], sense: Sense]>>> = {
  AT_ValidateConstraint: [['validate constraint'], { role: 'constraint' }],
  AT_DropConstraint: [['drop constraint', 'if exists'], { role: 'constraint' }],
  AT_ClusterOn: [['cluster on'], { role: 'index' }],
  AT_SetTableSpace: [['set tablespace'], { role: 'tablespace' }],
  AT_SetAccessMethod: [['set access method'], { role: 'name' }],
  AT_EnableTrig: [['enable trigger'], { role: 'trigger' }],
  AT_EnableAlwaysTrig: [['enable always trigger'], { role: 'trigger' }],
  AT_EnableReplicaTrig: [['enable replica trigger'], { role: 'trigger' }],
  AT_DisableTrig: [['disable trigger'], { role: 'trigger' }],
  AT_EnableRule: [['enable rule'], { role: 'rule' }],
  AT_EnableAlwaysRule: [['enable always rule'], { role: 'rule' }],
  AT_EnableReplicaRule: [['enable replica rule'], { role: 'rule' }],
  AT_DisableRule: [['disable rule'], { role: 'rule' }],
}

function actionName(command: AlterTableCmd, walk: Walk, ofType: boolean): void {
  const { cursor } = walk
  const [head, sense] = (command.subtype && actions[command.subtype]) ?? [columnHead(cursor.word(), ofType), { role: 'column' as const }]
  cursor.skip(...head)
  walk.take(command.name, sense)
}

/** COLUMN is reserved and may be left out; ATTRIBUTE is neither. */
function columnHead(verb: string, ofType: boolean): readonly string[] {
  return [verb, ofType ? 'attribute' : 'column', 'if exists']
}

function action(command: AlterTableCmd, walk: Walk, owner: Owner, ofType: boolean): Steps {
  const { cursor } = walk
  const { def } = command
  if (def && 'Constraint' in def && command.subtype !== 'AT_AddIdentity') return constraint(def.Constraint, walk, owner)
  if (def && 'ColumnDef' in def && command.subtype === 'AT_AddColumn') {
    return columnDefinition(def.ColumnDef, walk, owner, command.missing_ok)
  }
  if (command.name !== undefined) actionName(command, walk, ofType)
  if (def && 'ATAlterConstraint' in def) {
    cursor.skip('alter constraint')
    walk.take(def.ATAlterConstraint.conname, { role: 'constraint' })
  } else if (def && 'ReplicaIdentityStmt' in def) {
    cursor.skip('replica identity using index')
    walk.take(def.ReplicaIdentityStmt.name, { role: 'index' })
  } else if (def && 'PartitionCmd' in def) {
    relation(def.PartitionCmd.name, walk)
    return [walk.as('PartitionBoundSpec', def.PartitionCmd.bound)]
  } else if (def && 'ColumnDef' in def) {
    return columnDefinition({ ...def.ColumnDef, location: -1 }, walk, owner)
  }
  return [walk.visit(def), walk.as('RoleSpec', command.newowner)]
}

function alterTable(body: AlterTableStmt, walk: Walk): Steps {
  const { cursor } = walk
  relation(body.relation, walk, { role: roleOf(body.objtype) })
  cursor.skip('*')
  const owner = tableOwner(body.relation)
  const spans = cursor.elements(cursor.index)
  return (body.cmds ?? []).map((node, i): Step | undefined => {
    if (!('AlterTableCmd' in node)) return walk.visit(node)
    return () => {
      cursor.index = spans[i]?.[0] ?? cursor.index
      return action(node.AlterTableCmd, walk, owner, body.objtype === 'OBJECT_TYPE')
    }
  })
}

function createIndex(body: IndexStmt, walk: Walk): Steps {
  const { cursor } = walk
  cursor.skip('create', 'unique', 'index', 'concurrently', 'if not exists')
  walk.take(body.idxname, { role: 'index', within: relationKey(body.relation ?? {}), ifNotExists: body.if_not_exists })
  relation(body.relation, walk)
  cursor.skip(')', '*')
  if (cursor.word() === 'using') {
    cursor.index++
    walk.take(body.accessMethod, { role: 'name' })
  }
  return [
    () => elements(body.indexParams, walk),
    () => elements(body.indexIncludingParams, walk),
    () => {
      if (body.tableSpace !== undefined && cursor.after('tablespace')) walk.take(body.tableSpace, { role: 'tablespace' })
    },
    walk.visit(body.whereClause),
  ]
}

function createTableAs(body: CreateTableAsStmt, walk: Walk): Steps {
  into(body.into, walk, body.objtype === 'OBJECT_MATVIEW' ? 'view' : 'table', body.if_not_exists)
  return [walk.visit(body.query)]
}

function createView(body: ViewStmt, walk: Walk): Steps {
  const { view } = body
  if (!view) return []
  relation(view, walk, { role: 'view', within: relationKey(view) })
  walk.bracketOf(strings(body.aliases), { role: 'column', within: `column of ${relationOf(view)}` })
  return [walk.visit(body.query)]
}

/** MINVALUE and MAXVALUE of a partition's bounds look like columns. */
function isEndless(node: Node): boolean {
  const names = 'ColumnRef' in node ? strings(node.ColumnRef.fields) : []
  return names.length === 1 && (names[0] === 'minvalue' || names[0] === 'maxvalue')
}

export const tableHandlers: Handlers = {
  CreateStmt: createTable,
  CreateForeignTableStmt(body, walk) {
    const server = (): void => {
      if (walk.cursor.after('server')) walk.take(body.servername, { role: 'name' })
    }
    return [walk.as('CreateStmt', body.base), server]
  },
  AlterTableStmt: alterTable,
  IndexStmt: createIndex,
  CreateTableAsStmt: createTableAs,
  ViewStmt: createView,
  CompositeTypeStmt(body, walk) {
    const type = body.typevar ?? {}
    relation(type, walk, { role: 'type', within: `type ${type.schemaname ?? ''}` })
    const owner = tableOwner(type)
    return (body.coldeflist ?? []).map((node) =>
      'ColumnDef' in node ? () => columnDefinition(node.ColumnDef, walk, owner) : walk.visit(node),
    )
  },
  PartitionBoundSpec(body, walk) {
    const bounds = [...(body.lowerdatums ?? []), ...(body.upperdatums ?? [])].filter((node) => !isEndless(node))
    return [walk.visit(body.listdatums), walk.visit(bounds)]
  },
  Constraint: (body, walk) => constraint(body, walk, tableOwner(undefined)),
  PublicationTable(body, walk) {
    relation(body.relation, walk)
    walk.bracketOf(strings(body.columns), { role: 'column' })
    return [walk.visit(body.whereClause)]
  },
  VacuumRelation(body, walk) {
    relation(body.relation, walk)
    walk.bracketOf(strings(body.va_cols), { role: 'column' })
  },
}
