import { filterMessage, filterMessages, isOutOfScope } from '../src/proofs/tenant/filter-messages.ts'
import { reportsOf, type Report } from '../src/proofs/tenant/reports.ts'
import { scopesOf, unknownScopes } from '../src/proofs/tenant/scopes.ts'
import { defineRule, type PlacedAccess } from '../src/rule/define-rule.ts'
import { saidOfQuery } from '../src/rule/said-query.ts'

export default defineRule({
  name: 'require-tenant-filter',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a condition on the tenant column for every table of a tenant that a query touches',
      presets: {
        essential: ['error', { checkOptionalValues: false }],
        recommended: 'error',
        strict: ['error', { checkJoinedRows: true, checkLoadedRows: true, checkHidden: true }],
      },
      sparesTests: true,
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkOptionalValues: { type: 'boolean', description: 'Also report conditions that vanish where a value is undefined.' },
          checkJoinedRows: { type: 'boolean', description: 'Also report rows that only a join to a row of the tenant holds to it.' },
          checkLoadedRows: {
            type: 'boolean',
            description: 'Also report rows that only a row loaded before, or a check of the program, holds to the tenant.',
          },
          checkHidden: { type: 'boolean', description: 'Also report queries of which a part that could decide cannot be seen.' },
          scopes: {
            type: 'object',
            description: 'Further columns that queries must fix, each with the tables, by name or pattern, of which they must.',
            additionalProperties: { type: 'array', items: { type: 'string' } },
          },
        },
      },
    ],
    defaultOptions: [{ checkOptionalValues: true, checkJoinedRows: false, checkLoadedRows: false, checkHidden: false, scopes: {} }],
    messages: filterMessages,
  },
  create(context) {
    const [{ checkOptionalValues, checkJoinedRows, checkLoadedRows, checkHidden, scopes }] = context.options
    const checked = { 'by-parent': checkJoinedRows, 'by-row': checkLoadedRows, 'by-guard': checkLoadedRows, dynamic: checkHidden }
    const alsoTold = (['by-parent', 'by-row', 'by-guard', 'dynamic'] as const).filter((verdict) => checked[verdict])
    const of = scopesOf(scopes)
    const tell = (messageId: keyof typeof filterMessages, report: Report<PlacedAccess>): void =>
      context.report({ messageId, range: report.first.range, about: report.weakest.table, data: saidOfQuery(report, context) })
    const isLeftOut = ({ weakest: { verdict, isTold } }: Report<PlacedAccess>): boolean =>
      isTold || (verdict === 'may-vanish' && !checkOptionalValues)
    return {
      accesses(accesses) {
        for (const report of reportsOf(accesses.filter(couldSay), alsoTold)) {
          const messageId = filterMessage(report.weakest)
          if (messageId && !isLeftOut(report)) tell(messageId, report)
        }
      },
      ...(of.length > 0 && {
        scopes: {
          of,
          accesses(accesses) {
            for (const report of reportsOf(accesses)) if (isOutOfScope(report.weakest) && !isLeftOut(report)) tell('outOfScope', report)
          },
        },
        table(table) {
          for (const { kind, ...data } of unknownScopes(table, of, context.catalog))
            context.report({ messageId: kind, range: table.place.range, data })
        },
      }),
    }
  },
})

/** Whether a query could name the tenant of rows itself, and not by a join alone. */
function couldSay({ verdict, isThrough }: PlacedAccess): boolean {
  return verdict !== 'by-parent' || !isThrough
}
