import { isNamedForPeople } from '../owner.ts'
import { plainText } from '../../query/program-text.ts'
import type { Condition, Query, Term } from '../../query/query.ts'
import { conjuncts } from '../predicate.ts'

/** A column that a query compares with a value of the program. */
interface Fixed {
  readonly column: string
  readonly value: string
}

/** Whether a query goes by something that some others of the same call do not go by, where that is what decides between them: `clientId ? { clientId } : { organizationId }`. */
export function goesByAnother(
  query: Query,
  others: readonly Query[],
  deciding: readonly string[],
  isOne: (column: string) => boolean = () => true,
): boolean {
  const known = new Set(others.flatMap((other) => fixedIn(other).map(({ column }) => column)))
  return fixedIn(query).some(
    ({ column, value }) => !known.has(column) && isOne(column) && deciding.some((condition) => asks(condition, value)),
  )
}

const ofPerson = /(?:owner|author|creator|actor|assignee|members?|sender|recipient|by)$/i

/** Whether a column is called after the key of another row, and of no person's: `document_id`, which may be null. */
export function isNamedForKey(column: string): boolean {
  const [of] = /^\w+(?=_id$|I[dD]$)/.exec(column) ?? []
  return of !== undefined && !isNamedForPeople(of) && !ofPerson.test(of)
}

/** Also by its type, by how many there are of it, or by whether something has it: `'clientId' in filter`. */
function asks(condition: string, value: string): boolean {
  const spelled = condition.replaceAll(/\btypeof\b/g, '').replaceAll(/(['"`])(\w+)\1\s+in\s+([\w.$]+)/g, '$3.$2')
  const words = plainText(spelled).split(/[^\w.$]+/)
  return [value, `${value}.length`].some((one) => words.includes(one))
}

function fixedIn(query: Query): readonly Fixed[] {
  const where = 'where' in query ? query.where : undefined
  return where ? conjuncts(where).flatMap(fixedBy) : []
}

function fixedBy(condition: Condition): readonly Fixed[] {
  if (condition.kind !== 'compare' || condition.op !== '=' || condition.quantifier === 'all') return []
  const left = bare(condition.left)
  return left.kind === 'column' ? valuesOf(condition.right).map((value) => ({ column: left.name, value })) : []
}

function valuesOf(term: Term): readonly string[] {
  const given = bare(term)
  if (given.kind === 'list' || given.kind === 'array') return given.terms.flatMap(valuesOf)
  return given.kind === 'value' && given.value.kind === 'program' ? [unmade(plainText(given.value.list ?? given.value.text))] : []
}

/** What a value is made of: `String(id)` of `id`. */
function unmade(text: string): string {
  const [, inner] = /^(?:String|Number|BigInt|parseInt)\((.*?)(?:,10)?\)$/.exec(text) ?? /^(.*)\.(?:toString|trim)\(\)$/.exec(text) ?? []
  return inner === undefined ? text : unmade(inner)
}

function bare(term: Term): Term {
  return term.kind === 'cast' ? bare(term.term) : term
}
