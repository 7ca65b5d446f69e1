import type { AskingFunction } from '../document/document.ts'
import { listed } from '../proofs/name-notes.ts'
import { beside, deeds, type Report } from '../proofs/tenant/reports.ts'
import type { Definition } from '../query/relation.ts'
import type { InheritedQuery, PlacedAccess } from './placed-access.ts'

interface Around {
  named(file: string | undefined): string
  shown(file: string): string
  readonly isSchemaKnown: boolean
}

type Word = 'query' | 'table' | 'others' | 'column' | 'compared' | 'where' | 'open' | 'reason' | 'deed' | 'effect' | 'note'

/** What messages say of a query that is not held to its tenant. */
export function saidOfQuery(report: Report<PlacedAccess>, around: Around): Record<Word, string> {
  const { weakest } = report
  const { table, alias, within, isOpenedByOr, open, reason, hint, inherited, askedBy, does } = weakest
  const [deed, effect] = deeds[does]
  const query = inherited ? saidOfMethod(inherited, around) : askedBy ? saidOfFunction(askedBy, around) : 'This query'
  const note =
    // Who the tenant is, the condition says that may vanish.
    (weakest.verdict === 'may-vanish' || open?.mayVanish ? '' : hint()) +
    (inherited ? saidOfHeir(inherited) : '') +
    saidOfCallers(weakest, around) +
    (around.isSchemaKnown ? '' : ` No schema was found, so ${table} is taken to belong to tenants.`)
  const others = saidOfDefinition(within) + beside(report)
  const where = isOpenedByOr ? ' in every branch' : ''
  return {
    query,
    table: alias === undefined ? table : `${table} AS ${alias}`,
    others,
    column: weakest.column,
    compared: saidOfColumn(weakest),
    where,
    open: open?.reason ?? '',
    reason,
    deed,
    effect,
    note,
  }
}

/** What has to be compared with the tenant, in the words of what the query names. */
function saidOfColumn({ table, alias = table, column, isThrough, within }: PlacedAccess): string {
  if (isThrough) return `the tenant of the row that ${alias}.${column} refers to`
  return within?.kind === 'view' ? `${within.name}.${column}, which the view has yet to show,` : `${alias}.${column}`
}

function saidOfDefinition(within: Definition | undefined): string {
  return within ? ` in the ${within.kind} ${within.name}` : ''
}

function saidOfMethod({ by, name, of = 'a class', file }: InheritedQuery, around: Around): string {
  return `\`${name}()\` of ${of}${around.named(file)}, which ${by} inherits,`
}

function saidOfFunction({ name, file }: AskingFunction, around: Around): string {
  return `\`${name}()\`${around.named(file)}, as it is called here,`
}

/** A sentence that says which function it is that does something at a call; begins with a space. */
export function saidOfDoer(askedBy: AskingFunction | undefined, around: Pick<Around, 'named'>): string {
  return askedBy ? ` \`${askedBy.name}()\`${around.named(askedBy.file)} does so, as it is called here.` : ''
}

const mostNamed = 3

/** Of a key that some of those hold to the tenant that call the function, a sentence that says which of them does not. */
function saidOfCallers({ callers }: PlacedAccess, around: Around): string {
  const { asking = 0, asksNot = [] } = callers?.() ?? {}
  const [first] = asksNot
  if (!first || asking === 0) return ''
  const places = asksNot.map(({ file, line }) => (file === undefined ? `line ${String(line)}` : `${around.shown(file)}:${String(line)}`))
  const named = places.slice(0, mostNamed)
  const left = places.length - named.length
  const all = left > 0 ? `${named.join(', ')} and ${String(left)} more` : listed(named)
  return ` Of those that call \`${first.calls ?? 'the function'}()\`, ${all} ${places.length === 1 ? 'does' : 'do'} not ask whose it is.`
}

function saidOfHeir({ by, besides }: InheritedQuery): string {
  return `${alsoSaid(besides)} Do so there, or in methods of ${by} that take their place.`
}

function alsoSaid(methods: readonly string[]): string {
  return methods.length === 0 ? '' : ` The same goes for ${listed(methods.map((name) => `\`${name}()\``))}.`
}
