import { antiJoins } from '../src/proofs/anti-join.ts'
import { shownTable } from '../src/proofs/index-sql.ts'
import { nullableNotIns } from '../src/proofs/not-in-nulls.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'prefer-not-exists',
  meta: {
    type: 'problem',
    docs: {
      description: 'Prefer `NOT EXISTS` where `NOT IN` of a subquery may meet a NULL',
      presets: { recommended: 'warn', strict: 'error' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkJoins: {
            type: 'boolean',
            description: 'Also report tables that a LEFT JOIN adds only to ask that nothing of them is there.',
          },
        },
      },
    ],
    defaultOptions: [{ checkJoins: false }],
    messages: {
      nullable:
        'As soon as {{table}}.{{column}} is NULL in one row of the subquery, which it may be, NOT IN holds of no row at all. Write NOT EXISTS (SELECT … WHERE {{column}} = …), or have the subquery ask {{column}} IS NOT NULL.',
      missing:
        'A row of the subquery may be without its {{table}}, so that {{column}} is NULL, and then NOT IN holds of no row at all. Write NOT EXISTS (SELECT … WHERE {{column}} = …), or have the subquery ask {{column}} IS NOT NULL.',
      joined:
        '{{table}} is joined only to find the rows that have none in it, which the reader has to work out of the join and the IS NULL together. Write WHERE NOT EXISTS (SELECT FROM {{table}} WHERE …).',
    },
  },
  create(context) {
    const [{ checkJoins }] = context.options
    return {
      blocks(blocks) {
        for (const { block, statement, place } of blocks) {
          for (const { range, source, column, isOfJoin } of nullableNotIns(block)) {
            const table = source.table ? shownTable(source.table) : source.name
            context.report({ messageId: isOfJoin ? 'missing' : 'nullable', range: place(range), data: { table, column } })
          }
          if (!checkJoins || statement.sentBy !== undefined) continue
          for (const { source, condition } of antiJoins(block)) {
            const table = source.table ? shownTable(source.table) : source.name
            context.report({ messageId: 'joined', range: place(condition.range), data: { table } })
          }
        }
      },
    }
  },
})
