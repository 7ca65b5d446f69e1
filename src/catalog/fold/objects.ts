import type { Change, OwnedBy } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bind, getColumn } from './bind.ts'
import { finishColumn, newColumn, visibleType } from './columns.ts'
import { refuse, type Id, type PolicyState, type State, type TypeState } from './state.ts'

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>
type Creation = Of<
  | 'create schema' | 'create sequence' | 'alter sequence' | 'create enum' | 'alter enum' | 'rename enum label' | 'create domain'
  | 'create composite type' | 'create other type' | 'create extension' | 'create function' | 'create trigger' | 'create policy' | 'alter policy'
>

export function changeObject(state: State, change: Creation, place: Place): void {
  switch (change.kind) {
    case 'create schema': {
      const name = cutName(change.name.text)
      if (state.schemas.has(name) && !change.ifNotExists && name !== 'public') refuse(`schema "${name}" already exists`)
      if (!state.schemas.has(name)) state.put(state.schemas, name, { name, written: change.name.text, place })
      return
    }
    case 'create sequence':
      createSequence(state, change, place)
      return
    case 'alter sequence':
      alterSequence(state, change)
      return
    case 'create enum':
      addType(state, change, place, { kind: 'enum', labels: change.labels.map((label) => label.text) })
      return
    case 'alter enum':
      addLabel(state, change)
      return
    case 'rename enum label': {
      const type = state.findType(change.name.schema, change.name.name.text) ?? refuse(`type "${change.name.name.text}" does not exist`)
      const labels = type.labels.map((label) => (label === change.from ? change.to.text : label))
      state.put(state.types, state.typeKey(type.schema, type.name), { ...type, labels })
      return
    }
    case 'create domain':
      addType(state, change, place, { kind: 'domain', base: visibleType(state, change.type), notNull: change.notNull, hasDefault: change.default })
      return
    case 'create other type':
      addType(state, change, place, { kind: 'other' })
      return
    case 'create composite type':
      createComposite(state, change, place)
      return
    case 'create extension': {
      const name = cutName(change.name.text)
      if (state.extensions.has(name) && !change.ifNotExists) refuse(`extension "${name}" already exists`)
      if (!state.extensions.has(name)) state.put(state.extensions, name, { name, written: change.name.text, place, schema: change.schema })
      return
    }
    case 'create function':
      createFunction(state, change, place)
      return
    case 'create trigger':
      createTrigger(state, change, place)
      return
    case 'create policy':
      createPolicy(state, change, place)
      return
    case 'alter policy':
      alterPolicy(state, change)
  }
}

function createSequence(state: State, { name, ifNotExists, temporary, ownedBy }: Of<'create sequence'>, place: Place): void {
  const schema = state.creationSchema(name.schema, temporary)
  const cut = cutName(name.name.text)
  if (state.relationIn(schema, cut) !== undefined) {
    if (ifNotExists) return
    refuse(`relation "${cut}" already exists`)
  }
  const id = state.newId()
  state.put(state.sequences, id, { id, name: cut, written: name.name.text, place, schema, ownedBy: ownedBy && owner(state, ownedBy) })
  state.nameRelation(schema, cut, id)
}

function owner(state: State, { table, column }: OwnedBy): { table: Id; column: number; internal: boolean } {
  const found = state.getTable(table)
  return { table: found.id, column: getColumn(found, column).number, internal: false }
}

function alterSequence(state: State, { name, ifExists, ownedBy }: Of<'alter sequence'>): void {
  const id = state.relation(name.schema, name.name.text)
  const sequence = id === undefined ? undefined : state.sequences.get(id)
  if (!sequence) {
    if (ifExists) return
    refuse(`relation "${name.name.text}" does not exist`)
  }
  if (ownedBy === undefined) return
  state.put(state.sequences, sequence.id, { ...sequence, ownedBy: ownedBy === 'none' ? undefined : owner(state, ownedBy) })
}

function addType(state: State, { name }: { name: Of<'create enum'>['name'] }, place: Place, rest: Partial<TypeState> & Pick<TypeState, 'kind'>): void {
  const schema = state.creationSchema(name.schema)
  const cut = cutName(name.name.text)
  const known = state.types.get(state.typeKey(schema, cut))
  if (known && known.kind !== 'other') refuse(`type "${cut}" already exists`)
  const type: TypeState = { name: cut, written: name.name.text, place, schema, labels: [], base: undefined, notNull: false, hasDefault: false, ...rest }
  state.put(state.types, state.typeKey(schema, cut), type)
}

function addLabel(state: State, { name, add, before, after, ifNotExists }: Of<'alter enum'>): void {
  const type = state.findType(name.schema, name.name.text) ?? refuse(`type "${name.name.text}" does not exist`)
  if (type.labels.includes(add.text)) {
    if (ifNotExists) return
    refuse(`enum label "${add.text}" already exists`)
  }
  const neighbour = before ?? after
  const at = neighbour === undefined ? type.labels.length : type.labels.indexOf(neighbour) + (after === undefined ? 0 : 1)
  const labels = type.labels.toSpliced(at, 0, add.text)
  state.put(state.types, state.typeKey(type.schema, type.name), { ...type, labels })
}

function createComposite(state: State, { name, columns }: Of<'create composite type'>, place: Place): void {
  const schema = state.creationSchema(name.schema)
  const cut = cutName(name.name.text)
  if (state.relationIn(schema, cut) !== undefined) refuse(`relation "${cut}" already exists`)
  const id = state.newId()
  state.setTable({
    id, schema, name: cut, written: name.name.text, place, kind: 'composite type', temporary: false, dropsOnCommit: false,
    columns: columns.map((column, i) => newColumn(column, i + 1, place, state)), nextNumber: columns.length + 1, constraints: [], indexes: [], parents: [],
    partitionOf: undefined, partitionBy: undefined, rowSecurity: { enabled: false, forced: false }, policies: [], triggers: [], query: undefined,
    reads: [], securityInvoker: false, history: [place],
  })
  state.nameRelation(schema, cut, id)
  for (const column of columns) finishColumn(state, id, column)
}

function createFunction(state: State, change: Of<'create function'>, place: Place): void {
  const schema = state.creationSchema(change.name.schema)
  const name = cutName(change.name.name.text)
  const { securityDefiner, searchPath, returnsTrigger } = change
  const key = `${state.typeKey(schema, name)}\0${String(change.arguments)}`
  state.put(state.functions, key, { name, written: change.name.name.text, place, schema, arguments: change.arguments, securityDefiner, searchPath, returnsTrigger })
}

function createTrigger(state: State, change: Of<'create trigger'>, place: Place): void {
  const table = state.getTable(change.table)
  const name = cutName(change.name.text)
  const others = table.triggers.filter((trigger) => trigger.name !== name)
  if (others.length < table.triggers.length && !change.replace) refuse(`trigger "${name}" for relation "${table.name}" already exists`)
  state.setTable({ ...table, triggers: [...others, { name, written: change.name.text, place, function: change.function }] })
}

function createPolicy(state: State, change: Of<'create policy'>, place: Place): void {
  const table = state.getTable(change.table)
  const name = cutName(change.name.text)
  if (table.policies.some((policy) => policy.name === name)) refuse(`policy "${name}" for table "${table.name}" already exists`)
  const policy: PolicyState = {
    name, written: change.name.text, place, permissive: change.permissive, command: change.command, roles: change.roles,
    using: change.using && bind(change.using, table), withCheck: change.withCheck && bind(change.withCheck, table),
  }
  state.setTable({ ...table, policies: [...table.policies, policy] })
}

function alterPolicy(state: State, change: Of<'alter policy'>): void {
  const table = state.getTable(change.table)
  const name = cutName(change.name)
  if (!table.policies.some((policy) => policy.name === name)) refuse(`policy "${name}" for table "${table.name}" does not exist`)
  const policies = table.policies.map((policy) =>
    policy.name === name
      ? {
          ...policy,
          roles: change.roles.length > 0 ? change.roles : policy.roles,
          using: change.using ? bind(change.using, table) : policy.using,
          withCheck: change.withCheck ? bind(change.withCheck, table) : policy.withCheck,
        }
      : policy,
  )
  state.setTable({ ...table, policies })
}

