import type { Sql } from '../query-sql.ts'
import type { CallStep, Step } from './builder-steps.ts'
import type { Writing } from './writing.ts'

/** One condition of a builder. */
export interface Clause {
  readonly kind: 'clause'
  readonly step: CallStep
  readonly joins: 'and' | 'or'
  readonly how: 'plain' | 'ids' | 'exists'
  /** It takes back others. */
  readonly replaces: boolean
}

/** What stands among the conditions of a builder. */
export type Part =
  | Clause
  | { readonly kind: 'ways'; readonly key: object; readonly on: string; readonly of: readonly (readonly Part[])[] }
  | Extract<Step, { kind: 'hidden' }>

const method = /^(where|andWhere|orWhere)(InIds|Exists)?$/

/** The conditions of some steps, in their order; `where` takes back all that was there before. */
export function clausesOf(steps: readonly Step[], before: readonly Part[] = []): readonly Part[] {
  return steps.reduce<readonly Part[]>((parts, step) => {
    if (step.kind === 'hidden') return [...parts, step]
    if (step.kind === 'ways') return joined(step, parts)
    const [, head, tail] = method.exec(step.name) ?? []
    if (head === undefined) return parts
    const how = tail === 'InIds' ? 'ids' : tail === 'Exists' ? 'exists' : 'plain'
    const clause: Clause = {
      kind: 'clause',
      step,
      joins: head === 'orWhere' ? 'or' : 'and',
      how,
      replaces: head === 'where' && parts.length > 0,
    }
    return head === 'where' ? [clause] : [...parts, clause]
  }, before)
}

function joined({ key, on, of }: Extract<Step, { kind: 'ways' }>, before: readonly Part[]): readonly Part[] {
  const ways = of.map((way) => clausesOf(way, before))
  const isKept = ways.every((way) => before.every((part, i) => way[i] === part))
  if (isKept && ways.every((way) => way.length === before.length)) return before
  return isKept
    ? [...before, { kind: 'ways', key, on, of: ways.map((way) => way.slice(before.length)) }]
    : [{ kind: 'ways', key, on, of: ways }]
}

/** Conditions one after another, as the builder writes them: nothing is put in parentheses. */
export function wheresSql(writing: Writing, parts: readonly Part[], write: (clause: Clause) => Sql): Sql {
  const { pen } = writing
  const known = new Map<CallStep, Sql>()
  const sqlOf = (clause: Clause): Sql => {
    const sql = known.get(clause.step) ?? write(clause)
    known.set(clause.step, sql)
    return clause.replaces && sql.length > 0 ? pen.replacing(sql) : sql
  }
  const go = (rest: readonly Part[], isFirst: boolean): Sql => {
    const [part, ...more] = rest
    if (!part) return []
    if (part.kind === 'ways') {
      if (isFirst && (more.some(isOr) || part.of.some((way) => way.slice(1).some(isOr) || mayHaveNone(way))))
        return pen.choice(
          part.key,
          part.on,
          part.of.map((way) => go([...way, ...more], true)),
        )
      const choice = pen.choice(
        part.key,
        part.on,
        part.of.map((way) => go(way, isFirst)),
      )
      return [...choice, ...go(more, isFirst && part.of.some(mayHaveNone))]
    }
    if (part.kind === 'hidden') return pen.sql`${isFirst ? '' : ' and '}${pen.opening(part.value)}${go(more, false)}`
    const sql = sqlOf(part)
    if (sql.length === 0) return go(more, isFirst)
    return pen.sql`${isFirst ? '' : ` ${part.joins} `}${sql}${go(more, false)}`
  }
  return go(parts, true)
}

function isOr(part: Part): boolean {
  return part.kind === 'ways' ? part.of.some((way) => way.some(isOr)) : part.kind === 'clause' && part.joins === 'or'
}

function mayHaveNone(way: readonly Part[]): boolean {
  return way.every((part) => part.kind === 'ways' && part.of.some(mayHaveNone))
}
