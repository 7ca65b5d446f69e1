import type { Collected } from './collected.ts'
import type { Answer, Session } from './connection.ts'
import { finding, shownNumber, type Finding } from './finding.ts'
import { shownName } from './objects.ts'

export interface Budgets {
  readonly maxCost: number | undefined
  readonly maxRows: number | undefined
  readonly maxSeqScanRows: number
}

/** A query that has no plan, and why. */
export interface Unplanned {
  readonly query: Collected
  readonly reason: string
}

export interface Plans {
  readonly planned: readonly { readonly query: Collected; readonly plan: PlanNode }[]
  readonly unplanned: readonly Unplanned[]
}

/** What EXPLAIN says of one step, as far as it is needed. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Schema?: string
  readonly Filter?: string
  readonly 'Total Cost': number
  readonly 'Plan Rows': number
  readonly Plans?: readonly PlanNode[]
}

const unseen = 'parts of it cannot be seen'

/** Has each query planned for values that are not known, as a prepared statement is. None is run. */
export async function planQueries(session: Session, queries: readonly Collected[]): Promise<Plans> {
  const planned: { query: Collected; plan: PlanNode }[] = []
  const unplanned: Unplanned[] = []
  for (const query of queries) {
    const answer = await planFirst(session, query.texts)
    if (answer.ok) planned.push({ query, plan: answer.value })
    else unplanned.push({ query, reason: answer.reason })
  }
  return { planned, unplanned }
}

/** The first text that has a plan; else why that is not so of the first one. */
async function planFirst(session: Session, texts: readonly string[]): Promise<Answer<PlanNode>> {
  let first: Answer<PlanNode> | undefined
  for (const text of texts) {
    const answer = await explain(session, text)
    if (answer.ok) return answer
    first ??= answer
  }
  return first ?? { ok: false, reason: unseen, code: '' }
}

type Explained = readonly { readonly Plan: PlanNode }[]

function planOf(answer: Answer<Explained>): Answer<PlanNode> {
  if (!answer.ok) return answer
  const [first] = answer.value
  return first ? { ok: true, value: first.Plan } : { ok: false, reason: 'Postgres gave no plan', code: '' }
}

/**
 * `EXPLAIN (GENERIC_PLAN)` would need the simple protocol, which takes several statements at once; and a prepared statement serves older
 * versions, too. It outlives what is rolled back.
 */
async function explain(session: Session, text: string): Promise<Answer<PlanNode>> {
  const prepared = await session.ask<number>(
    `PREPARE tenancy_doctor AS ${text}`,
    "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = 'tenancy_doctor'",
  )
  if (!prepared.ok) return prepared
  const values = prepared.value > 0 ? ` (${Array.from({ length: prepared.value }, () => 'NULL').join(', ')})` : ''
  const answer = await session.ask<Explained>(
    'SET LOCAL plan_cache_mode = force_generic_plan',
    `EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE tenancy_doctor${values}`,
  )
  await session.ask('DEALLOCATE tenancy_doctor')
  return planOf(answer)
}

/** Where plans are over the budgets, at the queries. */
export function planFindings({ planned }: Plans, budgets: Budgets, rowsOf: (table: string) => number): Finding[] {
  const found = planned.flatMap(({ query: { place, sql }, plan }) =>
    [...overCost(plan, budgets), ...overRows(plan, budgets), ...scans(plan, budgets, rowsOf)].map((one) => ({ ...one, place, sql })),
  )
  const key = (one: Finding): string => JSON.stringify([one.kind, one.place, one.table])
  return found.filter((one, i) => found.findIndex((other) => key(other) === key(one)) === i).map(({ sql: _, ...one }) => one)
}

function overCost({ 'Total Cost': cost }: PlanNode, { maxCost }: Budgets): Finding[] {
  if (maxCost === undefined || cost <= maxCost) return []
  const message = `The plan of this query costs ${shownNumber(cost)}, and --max-cost is ${shownNumber(maxCost)}. EXPLAIN shows which step costs most.`
  return [finding('plans', 'plan-cost', message, { numbers: { cost } })]
}

function overRows(plan: PlanNode, { maxRows }: Budgets): Finding[] {
  const rows = resultRows(plan)
  if (maxRows === undefined || rows <= maxRows) return []
  const message = `Postgres expects ${shownNumber(rows)} rows of this query, and --max-rows is ${shownNumber(maxRows)}. A LIMIT or a further condition keeps it small.`
  return [finding('plans', 'plan-rows', message, { numbers: { rows } })]
}

/** What a statement writes stands below its step for that. */
function resultRows({ 'Node Type': type, 'Plan Rows': rows, Plans: [first] = [] }: PlanNode): number {
  return type === 'ModifyTable' && first ? resultRows(first) : rows
}

function scans(plan: PlanNode, budgets: Budgets, rowsOf: (table: string) => number, parent?: PlanNode): Finding[] {
  const inner = (plan.Plans ?? []).flatMap((one) => scans(one, budgets, rowsOf, plan))
  const name = plan['Relation Name']
  if (plan['Node Type'] !== 'Seq Scan' || name === undefined) return inner
  // The first rows that come, without any condition.
  if (parent?.['Node Type'] === 'Limit' && plan.Filter === undefined) return inner
  const qualified = `${plan.Schema ?? 'public'}.${name}`
  const rows = rowsOf(qualified)
  if (rows <= budgets.maxSeqScanRows) return inner
  const table = shownName(qualified)
  const why = plan.Filter === undefined ? 'It has no condition on them' : `No index serves ${plan.Filter}`
  return [
    ...inner,
    finding(
      'plans',
      'plan-seq-scan',
      `This query reads all ${shownNumber(rows)} rows of ${table} in a Seq Scan, and takes longer with each further row. ${why}.`,
      { table, numbers: { rows } },
    ),
  ]
}

/** The tables that plans read, with their schemas. */
export function tablesIn({ planned }: Plans): string[] {
  const inNode = (node: PlanNode): string[] => [
    ...(node['Relation Name'] === undefined ? [] : [`${node.Schema ?? 'public'}.${node['Relation Name']}`]),
    ...(node.Plans ?? []).flatMap(inNode),
  ]
  return [...new Set(planned.flatMap(({ plan }) => inNode(plan)))]
}
