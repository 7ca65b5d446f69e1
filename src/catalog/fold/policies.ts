import type { Condition } from '../../query/query.ts'
import { isLocalTable } from '../catalog.ts'
import type { Change, CreatePolicy } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { bind } from './bind.ts'
import { editTable } from './edit.ts'
import { refuse, type Bound, type PolicyState, type TableState } from './objects.ts'
import type { State } from './state.ts'

/** What a command can check: rows that are read, rows that are written, or both. */
function requireSense(command: PolicyState['command'], { using, withCheck }: Pick<CreatePolicy, 'using' | 'withCheck'>): void {
  if ((command === 'select' || command === 'delete') && withCheck) refuse('WITH CHECK cannot be applied to SELECT or DELETE')
  if (command === 'insert' && using) refuse('only WITH CHECK expression allowed for INSERT')
}

export function createPolicy(state: State, change: CreatePolicy, place: Place): void {
  const table = state.getTable(change.table)
  if (!isLocalTable(table)) refuse(`"${table.name}" is not a table`)
  const name = cutName(change.name.text)
  const { command, permissive, roles } = change
  requireSense(command, change)
  if (table.policies.some((policy) => policy.name === name)) refuse(`policy "${name}" for table "${table.name}" already exists`)
  const policy: PolicyState = { name, written: change.name.text, place, permissive, command, roles, ...expressions(state, change, table) }
  editTable(state, table.id, { policies: [...table.policies, policy] })
}

function expressions(
  state: State,
  { using, withCheck }: Pick<CreatePolicy, 'using' | 'withCheck'>,
  table: TableState,
): Pick<PolicyState, 'using' | 'withCheck'> {
  const bound = (condition: Condition | undefined): Bound<Condition> | undefined => condition && bind(state, condition, table)
  return { using: bound(using), withCheck: bound(withCheck) }
}

export function alterPolicy(state: State, change: Extract<Change, { kind: 'alter policy' }>): void {
  const table = state.getTable(change.table)
  const name = cutName(change.name)
  const known = table.policies.find((policy) => policy.name === name) ?? refuse(`policy "${name}" for table "${table.name}" does not exist`)
  requireSense(known.command, change)
  const { using = known.using, withCheck = known.withCheck } = expressions(state, change, table)
  const policy = { ...known, roles: change.roles.length > 0 ? change.roles : known.roles, using, withCheck }
  editTable(state, table.id, { policies: table.policies.map((other) => (other === known ? policy : other)) })
}
