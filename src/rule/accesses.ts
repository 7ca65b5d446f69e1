import type { Catalog, Table } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import { inherits, withHanded, type Document, type SqlStatement } from '../document/document.ts'
import type { JudgedStatement } from '../project/judged-by.ts'
import { judgeDocument, judgeFor } from '../project/judged-document.ts'
import { tenantHints } from '../project/tenant-hints.ts'
import type { Verdict } from '../proofs/tenant/verdict.ts'
import type { Settings } from '../settings/settings.ts'
import { inheritedAccesses } from './inherited-accesses.ts'
import { placedAccesses, type PlacedAccess } from './placed-access.ts'

/** The table references of a document, statement by statement; judged once for all rules. */
export const accessesOf = onceFor((document: Document, catalog: () => Catalog, settings: Readonly<Settings>): readonly PlacedAccess[][] => {
  const holdsQuery = document.statements.some(({ statement }) => statement?.query)
  return [
    ...(inherits(document) ? inheritedAccesses(document, catalog(), settings) : []),
    ...(holdsQuery ? judgedAccesses(document, catalog(), settings) : []),
    ...handedAccesses(document, catalog, settings),
  ]
})

export function judgedAccesses(document: Document, catalog: Catalog, settings: Readonly<Settings>): PlacedAccess[][] {
  const judged = judgeDocument(document, judgeFor(catalog, settings), catalog, settings)
  const hintFor = tenantHints(judged)
  return judged.map((one) => {
    const accesses = placedAccesses(one, hintFor)
    return accesses.length > 0 && one.statement.isRunElsewhere?.() === true ? [] : accesses
  })
}

/** Of what functions ask with the conditions of a call, only what is plain, unless they do nothing with the rows but that they give them. */
const plain: ReadonlySet<Verdict> = new Set(['unscoped', 'vacuous', 'may-vanish'])
/** Besides, what is asked of a table that was given when the function was made, and can be seen at its calls alone. */
const toldHere: ReadonlySet<Verdict> = new Set([...plain, 'by-key', 'by-reference'])

function handedAccesses(document: Document, catalog: () => Catalog, settings: Readonly<Settings>): PlacedAccess[][] {
  const handed = document.handed?.() ?? []
  if (handed.length === 0) return []
  const whole = withHanded(document)
  const judgedIn = (among: readonly SqlStatement[]): readonly JudgedStatement[] =>
    judgeDocument(whole, judgeFor(catalog(), settings), catalog(), settings, undefined, among)
  const judged = judgedIn(handed)
  const hintFor = tenantHints(judged)
  const judgedAsWritten = onceFor(({ askedBy }: SqlStatement) => judgedIn(askedBy?.asWritten() ?? []))
  const isToldThere = (statement: SqlStatement): boolean =>
    statement.askedBy?.isMade !== true || judgedAsWritten(statement).some((one) => placedAccesses(one, hintFor).length > 0)
  const isAsWritten = (
    one: JudgedStatement,
    sources: PlacedAccess['sources'],
    is: (judged: JudgedStatement['judged'][number]) => boolean,
  ): boolean =>
    judgedAsWritten(one.statement).some(({ judged }) =>
      judged.some((access) => is(access) && sources.some((source) => source.table === access.table)),
    )
  /** Whether a call leaves a filter on the tenant out that the function has for others. */
  const isLeftOut = (one: JudgedStatement, sources: PlacedAccess['sources']): boolean =>
    isAsWritten(one, sources, ({ isLeftOutOnSome = false }) => isLeftOutOnSome)
  /** Whether a call says all that is asked for, and the function only gives what it finds. */
  const isGivenAsItIs = (one: JudgedStatement, sources: PlacedAccess['sources']): boolean => {
    const { askedBy } = one.statement
    return askedBy?.isMade === false && isAsWritten(one, sources, ({ verdict }) => verdict === 'dynamic') && askedBy.onlyGives()
  }
  const judgedThere = onceFor(({ askedBy }: SqlStatement): readonly PlacedAccess[] | undefined => {
    const { document: there, statements } = askedBy?.there?.() ?? {}
    const known = there && judgeDocument(there, judgeFor(catalog(), settings), catalog(), settings, undefined, statements)
    return known?.flatMap((one) => placedAccesses(one, hintFor))
  })
  /** Whether the function itself sees to it whose the rows are that it asks of the table which the call gives it. */
  const isHeldThere = (statement: SqlStatement, { table }: PlacedAccess): boolean => {
    const known = judgedThere(statement)?.filter((one) => one.table === table) ?? []
    return known.length > 0 && known.every(({ verdict, isTold }) => isTold || (verdict !== 'dynamic' && !toldHere.has(verdict)))
  }
  const plainOf = (one: JudgedStatement): PlacedAccess[] => {
    const found = placedAccesses(one, hintFor).filter(({ verdict, isTold }) => toldHere.has(verdict) && !isTold)
    const remaining = found.filter((access) => !isHeldThere(one.statement, access))
    const isToldOf = ({ verdict, sources }: PlacedAccess): boolean =>
      plain.has(verdict) || isLeftOut(one, sources) || isGivenAsItIs(one, sources)
    return remaining.every(isToldOf) || !isToldThere(one.statement) ? remaining : remaining.filter(isToldOf)
  }
  return judged.map((one) => besidesOwn(one.statement, plainOf(one), (own) => judgedIn(own).flatMap(plainOf)))
}

/** What is to be told of a statement where a call gives a function what it asks: what that asks whatever it is given, is told there. */
export function besidesOwn<Told extends { readonly table: string | Table }>(
  { askedBy }: SqlStatement,
  found: Told[],
  toldOf: (own: readonly SqlStatement[]) => readonly Told[],
): Told[] {
  if (!askedBy || found.length === 0) return found
  const own = toldOf(askedBy.asWritten())
  return found.filter(({ table }) => !own.some((one) => one.table === table))
}
