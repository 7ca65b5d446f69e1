import type { SqlStatement } from '../document/document.ts'
import { readingsOf } from '../document/readings.ts'
import { guarded, type KnownOfGuards } from '../proofs/tenant/guarded.ts'
import { isOfPostgres } from '../proofs/tenant/of-postgres.ts'
import { judgeReadings, type JudgeQuery, type PlacedJudged } from '../proofs/tenant/readings.ts'
import { unlessTooDeep } from '../proofs/too-deep.ts'
import { shown } from '../sql/template/hole.ts'

/** What the tables of a statement are held by, with what the program asks of its rows, and who sends it. */
export function judgeStatement(statement: SqlStatement, judge: JudgeQuery, known: KnownOfGuards): readonly PlacedJudged[] {
  return unlessTooDeep(() => {
    const { guards } = statement
    const judging: JudgeQuery = guards
      ? (query, told) => guarded(judge(query, told), query, guards, (other) => judge(other, told), known)
      : judge
    const found = judgeReadings(readingsOf(statement), judging).filter(({ access }) => !isOfPostgres(access))
    const judged = found.map((one) => ofClient(one, statement))
    return statement.goesOn === undefined ? judged : judged.map((one) => unfollowed(one, shown(statement.goesOn ?? '')))
  }, [])
}

/** What a client that the settings name scopes is taken to be the tenant's; what else decides is told. */
function ofClient(one: PlacedJudged, { client, note }: SqlStatement): PlacedJudged {
  if (one.verdict === 'global') return one
  if (client?.does === 'scope' && one.verdict !== 'scoped') {
    const reason = client.isHelper ? 'holds it to a tenant, by scopingHelpers' : 'scopes its queries, by scopedClients'
    return { ...one, verdict: 'scoped', reason: `\`${client.name}\` ${reason} of the settings`, at: undefined }
  }
  return note === undefined ? one : { ...one, reason: `${one.reason}; ${note}` }
}

/** What a text goes on with may hold its query to a tenant, and may undo what holds it. */
function unfollowed(one: PlacedJudged, text: string): PlacedJudged {
  return one.verdict === 'global' ? one : { ...one, verdict: 'dynamic', reason: `what ${text} becomes cannot be seen`, at: undefined }
}
