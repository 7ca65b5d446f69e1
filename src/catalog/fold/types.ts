import type { Change, QualifiedName } from '../change.ts'
import { byteLength, cutName, maxNameBytes } from '../names.ts'
import type { Place } from '../place.ts'
import type { AlterChange } from './alter.ts'
import { bindType } from './bind-type.ts'

import { newColumn } from './columns.ts'
import { install } from './new-table.ts'
import { emptyTable, refuse, type BoundType, type TypeState } from './objects.ts'
import { Relabelling } from './relabel.ts'
import { printed, type State } from './state.ts'

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>

export function createEnum(state: State, { name, labels }: Of<'create enum'>, place: Place): void {
  const own = labels.map((label) => label.text)
  own.forEach((label, i) => requireNewLabel(own.slice(0, i), label))
  addType(state, name, place, { kind: 'enum', labels: own })
}

/** Labels are refused where other names are cut. */
function requireNewLabel(labels: readonly string[], label: string): void {
  if (byteLength(label) > maxNameBytes) refuse(`invalid enum label "${label}"`)
  if (labels.includes(label)) refuse(`enum label "${label}" already exists`)
}

export function createDomain(
  state: State,
  { name, type, notNull, checks, default: hasDefault, standard }: Of<'create domain'>,
  place: Place,
): void {
  const base = bindType(state, type)
  const over = domainOf(state, base)
  addType(state, name, place, {
    kind: 'domain',
    base,
    notNull,
    checks,
    hasDefault: hasDefault || over?.hasDefault === true,
    default: hasDefault ? standard : over?.default,
  })
}

/** A type whose name alone was known may be defined now. */
export function createOtherType(state: State, { name, rangeOf }: Of<'create other type'>, place: Place): void {
  addType(state, name, place, { kind: 'other', base: rangeOf && bindType(state, rangeOf) })
}

function addType(state: State, { schema, name }: QualifiedName, place: Place, rest: Partial<TypeState> & Pick<TypeState, 'kind'>): void {
  const own = state.creationSchema(schema)
  const cut = cutName(name.text)
  const id = state.newId()
  state.nameType(own, cut, id)
  state.put(state.types, id, {
    id,
    name: cut,
    written: name.text,
    place,
    schema: own,
    labels: [],
    base: undefined,
    notNull: false,
    checks: 0,
    hasDefault: false,
    ...rest,
  })
}

export function createComposite(state: State, { name, columns }: Of<'create composite type'>, place: Place): void {
  const cut = cutName(name.name.text)
  const own = columns.map((column, i) => newColumn(state, column, i + 1, place))
  const repeated = own.find((column, i) => own.findIndex((c) => c.name === column.name) < i)
  if (repeated) refuse(`column "${repeated.name}" specified more than once`)
  const schema = state.creationSchema(name.schema)
  install(state, {
    temporary: false,
    ...emptyTable,
    id: state.newId(),
    schema,
    name: cut,
    written: name.name.text,
    place,
    kind: 'composite type',
    columns: own,
    nextNumber: own.length + 1,
    history: [place],
  })
}

function getEnum(state: State, name: QualifiedName): TypeState {
  const id = state.typeNamed(name.schema, name.name.text) ?? refuse(`type "${printed(name)}" does not exist`)
  const type = state.types.get(id)
  return type?.kind === 'enum' ? type : refuse(`"${printed(name)}" is not an enum`)
}

export function addLabel(state: State, { name, add, before, after, ifNotExists }: Of<'alter enum'>): void {
  const type = getEnum(state, name)
  if (ifNotExists && type.labels.includes(add.text)) return
  requireNewLabel(type.labels, add.text)
  const neighbour = before ?? after
  const at = neighbour === undefined ? type.labels.length : type.labels.indexOf(neighbour)
  if (at < 0) refuse(`"${neighbour ?? ''}" is not an existing enum label`)
  const labels = type.labels.toSpliced(at + (after === undefined ? 0 : 1), 0, add.text)
  state.put(state.types, type.id, { ...type, labels })
}

export function renameLabel(state: State, { name, from, to }: Of<'rename enum label'>): void {
  const type = getEnum(state, name)
  if (!type.labels.includes(from)) refuse(`"${from}" is not an existing enum label`)
  requireNewLabel(type.labels, to.text)
  state.put(state.types, type.id, { ...type, labels: type.labels.map((label) => (label === from ? to.text : label)) })
  new Relabelling(state, { type: type.id, text: from, to: to.text }).run()
}

/** ALTER DOMAIN is an ALTER TABLE of the one column that a domain is; false where there is no such domain. */
export function alterDomain(state: State, change: AlterChange): boolean {
  const id = state.typeNamed(change.table.schema, change.table.name.text)
  const domain = id === undefined ? undefined : state.types.get(id)
  if (domain?.kind !== 'domain') return false
  if (change.kind === 'set not null' || change.kind === 'drop not null')
    state.put(state.types, domain.id, { ...domain, notNull: change.kind === 'set not null' })
  else if (change.kind === 'add constraint') state.put(state.types, domain.id, { ...domain, checks: domain.checks + 1 })
  else if (change.kind === 'drop constraint') state.put(state.types, domain.id, { ...domain, checks: Math.max(0, domain.checks - 1) })
  else if (change.kind === 'set default')
    state.put(state.types, domain.id, { ...domain, hasDefault: change.default !== undefined, default: change.default })
  return true
}

/** Whether a type is a domain that is NOT NULL, or over one that is. */
export function isNotNull(state: State, of: BoundType | undefined): boolean {
  const domain = domainOf(state, of)
  return domain !== undefined && (domain.notNull || isNotNull(state, domain.base))
}

/** A domain takes the default of the one that it is over when it is made. */
export function domainOf(state: State, of: BoundType | undefined): TypeState | undefined {
  const type = of?.id === undefined || of.array ? undefined : state.types.get(of.id)
  return type?.kind === 'domain' ? type : undefined
}
