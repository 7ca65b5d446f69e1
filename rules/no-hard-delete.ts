import { unusedMarker } from '../src/proofs/hard-delete.ts'
import { shownTable } from '../src/proofs/index-sql.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { asShown, nameIn } from '../src/rule/words-of-calls.ts'

export default defineRule({
  name: 'no-hard-delete',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow deleting rows for good where a column marks them as deleted',
      presets: { strict: 'error' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          allowedTables: {
            type: 'array',
            items: { type: 'string' },
            description: 'Tables of which rows may be deleted for good, such as those that a law wants gone.',
          },
        },
      },
    ],
    defaultOptions: [{ allowedTables: [] as string[] }],
    messages: {
      deleted:
        'This deletes rows of {{table}} for good, although the table has {{marker}} to mark them as deleted: they cannot be brought back, and what still refers to them breaks or goes with them. Set {{marker}} instead.',
      truncated:
        'TRUNCATE deletes all rows of {{table}} for good, although the table has {{marker}} to mark them as deleted. Set {{marker}} instead, or delete only rows that were marked long ago.',
    },
  },
  create(context) {
    const [{ allowedTables }] = context.options
    return {
      uses(uses) {
        for (const use of uses) {
          const marker = unusedMarker(use, use.queries, context.settings)
          if (!marker || allowedTables.includes(use.table.name) || allowedTables.includes(shownTable(use.table))) continue
          const messageId = use.does === 'truncate' ? 'truncated' : 'deleted'
          const { table, column } = asShown(use, marker)
          context.report({
            messageId,
            range: use.range,
            data: { table: shownTable(table), marker: nameIn(use.statement, table.name, column.name) },
          })
        }
      },
    }
  },
})
