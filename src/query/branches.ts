import type { Condition, Term } from './query.ts'

/** One of the terms that another one may come to, and where it does. */
export interface TermBranch {
  readonly when: Condition | undefined
  readonly then: Term
}

/** What CASE or COALESCE comes to; the branches that come before one are not asked to be passed by, but for that of ELSE. */
export function branchesOf(term: Term): readonly TermBranch[] | undefined {
  if (term.kind === 'call' && !term.operator && term.schema === undefined && term.name === 'coalesce')
    return term.args.map((then) => ({ when: undefined, then }))
  if (term.kind !== 'case') return undefined
  const branches = term.when.map(({ when, then }) => ({ when: asked(term.of, when), then }))
  if (!term.otherwise) return branches
  const passedBy = branches.map(({ when }): Condition => ({ kind: 'truth', of: when, is: 'true', not: true, range: term.range }))
  return [...branches, { when: { kind: 'and', of: passedBy, range: term.range }, then: term.otherwise }]
}

function asked(of: Term | undefined, when: Term): Condition {
  const { range } = when
  return of ? { kind: 'compare', op: '=', quantifier: undefined, left: of, right: when, range } : { kind: 'bare', term: when, range }
}
