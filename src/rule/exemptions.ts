import type { TSESTree } from '@typescript-eslint/utils'
import type { Range } from '../catalog/place.ts'

/** A comment that tells ESLint to leave something out. */
export interface Exemption {
  /** The comment. */
  readonly range: Range
  /** The rules of ours that it names; none where it leaves all rules out. */
  readonly rules: readonly string[]
  /** What stands behind `--`. */
  readonly reason: string
  /** Whether it leaves out what is told of its own line. */
  readonly silencesItself: boolean
}

interface Directive {
  readonly type: string
  readonly node: unknown
  readonly value: string
  readonly justification: string
}

/** The comments of a file that leave rules of ours out, in order; a parser of another language may know none. */
export function exemptionsOf(sourceCode: object): Exemption[] {
  return directivesOf(sourceCode).flatMap(({ type, node, value, justification }): Exemption[] => {
    const names = value.split(',').flatMap((name) => name.trim() || [])
    const rules = names.filter((name) => name.startsWith('tenancy/'))
    if (type === 'enable' || !hasRange(node) || (names.length > 0 && rules.length === 0)) return []
    return [{ range: node.range, rules, reason: justification.trim(), silencesItself: names.length === 0 && type !== 'disable-next-line' }]
  })
}

/** The lines for which comments above them leave a rule out by its name. */
export function linesWithout(rule: string, sourceCode: object): ReadonlySet<number> {
  const above = directivesOf(sourceCode).flatMap(({ type, node, value }) => {
    const isNamed = value.split(',').some((name) => name.trim() === rule)
    return type === 'disable-next-line' && isNamed && isPlaced(node) ? node.loc.end.line + 1 : []
  })
  return new Set(above)
}

interface WithDirectives {
  getDisableDirectives(): { readonly directives: readonly Directive[] }
}

function directivesOf(sourceCode: object): readonly Directive[] {
  return 'getDisableDirectives' in sourceCode ? (sourceCode as WithDirectives).getDisableDirectives().directives : []
}

function hasRange(node: unknown): node is { readonly range: Range } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
}

function isPlaced(node: unknown): node is Pick<TSESTree.Comment, 'loc'> {
  return typeof node === 'object' && node !== null && 'loc' in node
}
