import type { Table } from '../catalog/catalog.ts'
import type { Builder } from './build.ts'
import { columnsIn } from './columns.ts'
import { all, always, any, link, never, when, type Formula, type Operand } from './formula.ts'
import { saysAll } from './function-body.ts'
import { callsIn } from './grouping.ts'
import { isFixedCondition } from './operand.ts'
import { printCondition } from './print.ts'
import { wordsOf, wordsOfPower } from './program-text.ts'
import type { Condition } from './query.ts'
import { shownName, sourceOf, type RowSource } from './relation.ts'
import type { Scope } from './scope.ts'

/** What a statement does to rows, in the words of CREATE POLICY. */
export type Command = 'select' | 'insert' | 'update' | 'delete'

/** Conditions of the policies that are in force. */
export interface Policed {
  /** One of them must hold; where there is none, no row is there. */
  readonly permissive: readonly Condition[]
  /** All of them must hold. */
  readonly restrictive: readonly Condition[]
}

/** What row security says of tables. */
export interface RowSecurity {
  /** The conditions for rows that are read or changed, or for rows that are written; undefined where it is not in force. */
  policed(table: Table, command: Command, rows: 'old' | 'new'): Policed | undefined
  /** Whether a column says whose a row is. */
  isDecisive(table: Table, column: string): boolean
}

/** What policies say of the rows of a source, wherever its rows are there. */
export function policiesOn(builder: Builder, source: RowSource, command: Command, rows: 'old' | 'new' = 'old'): Formula {
  const { table } = source
  const policed = table && builder.policed(table, command, rows)
  if (!policed) return always
  return builder.apart(table, () => {
    const { row, links } = rowOf(source, table, [...policed.permissive, ...policed.restrictive])
    const scope: Scope = { sources: [row], merged: new Map(), named: new Map(), outer: undefined }
    const says = (condition: Condition): Formula => policyFormula(builder, condition, source, scope)
    const permitted = policed.permissive.length > 0 ? any(policed.permissive.map(says)) : never
    return when(source.sides, all([...links, permitted, ...policed.restrictive.map(says)]))
  })
}

/** The row under the names that policies know it by, whatever a query calls it. */
function rowOf(source: RowSource, table: Table, conditions: readonly Condition[]): { row: RowSource; links: Formula[] } {
  const columns = table.columns.map(({ name }) => name)
  const row = sourceOf(table.name, 'relation', { table, columns, sides: source.sides, rowOf: source })
  const mentioned = new Set(columnsIn(conditions).map(({ name }) => name))
  const links = columns
    .filter((name) => mentioned.has(name))
    .map((name) => {
      const [own, shown] = [row, source].map((of): Operand => ({
        kind: 'column',
        source: of,
        name: of === row ? name : shownName(of, name),
      }))
      return own && shown ? link(own, shown) : always
    })
  return { row, links }
}

/** A condition that asks who may do everything decides, and what it decides cannot be seen. */
function policyFormula(builder: Builder, condition: Condition, source: RowSource, scope: Scope): Formula {
  if (condition.kind === 'and') return all(condition.of.map((part) => policyFormula(builder, part, source, scope)))
  if (condition.kind === 'or') return any(condition.of.map((part) => policyFormula(builder, part, source, scope)))
  const says = builder.condition(condition, scope)
  const asksOfPower = isFixedCondition(condition, scope) && wordsOf(printCondition(condition)).some((word) => ofPower.has(word))
  const asked = asksOfPower ? [...callsIn([condition])].find((call) => !call.operator && !saysAll(builder, call)) : undefined
  if (!asked) return says
  return all([says, { kind: 'hidden', reason: `a policy asks ${asked.name}()`, narrows: true, of: source, range: [0, 0] }])
}

/** Words for those who may do everything, and for what is only said where somebody should. */
const ofPower = new Set([...wordsOfPower, 'super', 'service', 'bypass'])
