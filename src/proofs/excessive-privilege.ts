import type { Range } from '../catalog/place.ts'
import type { Command, Grant } from '../query/command.ts'

/** What a statement lets a role do beyond what an application needs. */
interface Excess {
  readonly kind: 'power' | 'member' | 'all' | 'makes' | 'public'
  readonly range: Range
  readonly role: string
  readonly power: string
  readonly object: string
  /** What ALL lets a role make, and what of it an application needs. */
  readonly makes: string
  readonly enough: string
}

/** Roles whose members may do what a superuser may, or read and write the files of the server. */
const mighty =
  /^(?:postgres|rds_superuser|cloudsqlsuperuser|azure_pg_admin|neon_superuser|pg_(?:read|write)_all_data|pg_execute_server_program|pg_(?:read|write)_server_files)$/

export function excessOf(command: Command, allowedRoles: readonly string[]): Excess[] {
  if (command.kind === 'grant') return ofGrant(command, allowedRoles)
  if (command.kind !== 'role') return []
  const { name, powers } = command
  if (name === undefined || allowedRoles.includes(name)) return []
  return powers.map(({ text, range }) => ({
    kind: 'power',
    range,
    role: name,
    power: text.toUpperCase(),
    object: '',
    makes: '',
    enough: '',
  }))
}

function ofGrant({ what, on, to }: Grant, allowedRoles: readonly string[]): Excess[] {
  const roles = to.filter(({ text }) => !allowedRoles.includes(text))
  const open = roles.find(({ text }) => text === 'public')
  const [one] = roles
  if (!one) return []
  const shared = { role: roles.map(({ text }) => text).join(', '), object: on ?? '', power: '', makes: '', enough: '' }
  if (on === undefined) {
    return what.flatMap(({ text, range }) => (mighty.test(text) ? [{ ...shared, kind: 'member' as const, range, power: text }] : []))
  }
  if (open) return [{ ...shared, kind: 'public', range: open.range }]
  const excess = excessOfAll(on)
  return what.flatMap(({ text, range }) => (excess && text === 'all' ? [{ ...shared, ...excess, range }] : []))
}

/** What ALL holds besides what is needed: of a function it is EXECUTE, and there is no less. */
function excessOfAll(on: string): Pick<Excess, 'kind' | 'makes' | 'enough'> | undefined {
  if (withoutExcess.test(on)) return undefined
  const [within] = /^(?:schema|database)(?= )|^schemas$/.exec(on) ?? []
  if (within === undefined) return { kind: 'all', makes: '', enough: '' }
  if (within === 'database') return { kind: 'makes', makes: 'schemas and temporary tables', enough: 'CONNECT' }
  return { kind: 'makes', makes: 'tables and functions', enough: 'USAGE' }
}

const withoutExcess =
  /^(?:(?:function|procedure|routine|sequence|type|domain|language|foreign data wrapper|foreign server|large object|tablespace) |all (?:functions|procedures|routines|sequences) in |(?:functions|routines|sequences|types|large objects)$)/
