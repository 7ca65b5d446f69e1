import type { AlterObjectDependsStmt, AlterObjectSchemaStmt, AlterOwnerStmt, ObjectType, RenameStmt } from '@pgsql/types'
import { constraint } from './columns.ts'
import { relationKey, relationOf, type Owner } from './namespaces.ts'
import { objectReference, onTable, roleOf, skipHead } from './objects.ts'
import { relation } from './relation.ts'
import { strings, type Handlers, type Sense, type Steps, type Walk } from './walk.ts'

const sharesRelations = new Set<ObjectType | undefined>([
  'OBJECT_TABLE',
  'OBJECT_INDEX',
  'OBJECT_SEQUENCE',
  'OBJECT_VIEW',
  'OBJECT_MATVIEW',
  'OBJECT_FOREIGN_TABLE',
])

/** The namespace of a new name is that of the thing renamed. */
function newName(body: RenameStmt): Sense {
  const { renameType, relation: table = {} } = body
  const role = roleOf(renameType)
  const on = (what: string): Sense => ({ role, within: `${what} of ${relationOf(table)}` })
  if (renameType === 'OBJECT_COLUMN' || renameType === 'OBJECT_ATTRIBUTE') return on('column')
  if (renameType === 'OBJECT_TABCONSTRAINT') return on('constraint')
  if (onTable.has(renameType ?? '')) return on(role)
  if (sharesRelations.has(renameType)) return { role, within: relationKey(table) }
  const names = body.object && 'List' in body.object ? strings(body.object.List.items) : []
  if (renameType === 'OBJECT_DOMCONSTRAINT') return { role, within: `constraint of ${names.slice(-2).join('.')}` }
  // The arguments that tell routines apart are not renamed.
  const overloaded = role === 'function' ? ` ${names.join('.')}` : ''
  return { role, within: `${role} ${names.at(-2) ?? ''}${overloaded}` }
}

function rename(body: RenameStmt, walk: Walk): Steps {
  const { cursor } = walk
  const { renameType, subname } = body
  const named = body.relation === undefined && body.object === undefined
  const onType = renameType === 'OBJECT_ATTRIBUTE'
  const head = renameType === 'OBJECT_COLUMN' ? body.relationType : renameType
  skipHead(walk, 'alter', renameType === 'OBJECT_DOMCONSTRAINT' ? 'OBJECT_DOMAIN' : head)
  if (named) cursor.skip('user', 'group')
  if (named || onTable.has(renameType ?? '')) walk.name(subname, { role: roleOf(renameType) })
  relation(body.relation, walk, { role: sharesRelations.has(renameType) ? roleOf(renameType) : onType ? 'type' : 'table' })
  return [
    () => (renameType === 'OBJECT_DOMCONSTRAINT' ? domainName(body, walk) : objectReference(body.object, renameType, walk)),
    () => {
      if (subname !== undefined && !named && !onTable.has(renameType ?? '')) {
        cursor.after('rename')
        cursor.skip(onType ? 'attribute' : 'column', 'constraint')
        walk.take(subname, { role: roleOf(renameType) })
      }
      if (cursor.after('to')) walk.take(body.newname, newName(body))
    },
  ]
}

function domainName(body: RenameStmt, walk: Walk): Steps {
  if (body.object && 'List' in body.object) walk.path(strings(body.object.List.items), { role: 'type' })
  return []
}

type Moved = Pick<AlterOwnerStmt & AlterObjectSchemaStmt & AlterObjectDependsStmt, 'objectType' | 'relation' | 'object'>

/** `ALTER kind name`, where a trigger's or policy's table follows its name. */
function subject(body: Moved, walk: Walk): Steps {
  skipHead(walk, 'alter', body.objectType)
  const role = roleOf(body.objectType)
  if (body.relation && onTable.has(body.objectType ?? '')) {
    walk.path(strings(body.object && 'List' in body.object ? body.object.List.items : []), { role })
    relation(body.relation, walk)
    return []
  }
  relation(body.relation, walk, { role })
  return [() => objectReference(body.object, body.objectType, walk)]
}

export const alterationHandlers: Handlers = {
  RenameStmt: rename,
  AlterOwnerStmt: (body, walk) => [...subject(body, walk), walk.as('RoleSpec', body.newowner)],
  AlterObjectSchemaStmt: (body, walk) => [
    ...subject(body, walk),
    () => {
      if (walk.cursor.after('set schema')) walk.take(body.newschema, { role: 'schema' })
    },
  ],
  AlterObjectDependsStmt: (body, walk) => [
    ...subject(body, walk),
    () => {
      if (walk.cursor.after('on extension')) walk.take(body.extname?.sval, { role: 'extension' })
    },
  ],
  AlterFunctionStmt(body, walk) {
    skipHead(walk, 'alter', body.objtype)
    return [walk.as('ObjectWithArgs', body.func), walk.visit(body.actions)]
  },
  AlterDomainStmt(body, walk) {
    const { cursor } = walk
    const names = strings(body.typeName)
    const key = `constraint of ${names.at(-2) ?? ''}.${names.at(-1) ?? ''}`
    const owner: Owner = { columns: key, constraints: key, relations: key }
    cursor.skip('alter domain')
    walk.path(names, { role: 'type' })
    cursor.skip('drop constraint', 'validate constraint', 'if exists')
    if (body.name !== undefined) walk.take(body.name, { role: 'constraint' })
    const { def } = body
    return def && 'Constraint' in def ? constraint(def.Constraint, walk, owner) : [walk.visit(def)]
  },
  AlterEnumStmt(body, walk) {
    const { cursor } = walk
    const names = strings(body.typeName)
    cursor.skip('alter type')
    walk.path(names, { role: 'type' })
    const within = `enum label of ${names.at(-2) ?? ''}.${names.at(-1) ?? ''}`
    const added: Sense = { role: 'enum label', within, ifNotExists: body.skipIfNewValExists }
    cursor.skip('add value', 'rename value', 'if not exists')
    if (body.oldVal !== undefined) walk.takeLabel(body.oldVal, { role: 'enum label' })
    cursor.skip('to')
    walk.takeLabel(body.newVal, added)
    cursor.skip('before', 'after')
    walk.takeLabel(body.newValNeighbor, { role: 'enum label' })
  },
}
