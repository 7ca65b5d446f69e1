import { foreignKeyFault } from '../src/proofs/foreign-key-fault.ts'
import { shownTable } from '../src/proofs/index-sql.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-foreign-key-index',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require an index that leads with the columns of each foreign key',
      presets: { recommended: 'error', strict: ['error', { checkPartialIndexes: true }] },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkPartialIndexes: {
            type: 'boolean',
            description: 'Also report an index of the rows that are not deleted where the parent table is soft-deleted too.',
          },
        },
      },
    ],
    defaultOptions: [{ checkPartialIndexes: false }],
    messages: {
      missing:
        'No index leads with {{table}} ({{columns}}), a foreign key to {{parent}}: each row of {{parent}} that is deleted, or whose key changes, makes Postgres read all of {{table}} while it holds locks. Add: {{definition}}.',
      partial:
        'The foreign key {{table}} ({{columns}}) to {{parent}} has only the index {{index}}, which leaves rows out (WHERE {{predicate}}), so Postgres reads all of {{table}} when a row of {{parent}} is deleted. Add: {{definition}}.',
      addIndex: 'Add {{definition}}.',
    },
  },
  create(context) {
    const [{ checkPartialIndexes }] = context.options
    return {
      foreignKey(key, table) {
        const fault = foreignKeyFault(table, key, context.catalog, context.settings)
        if (!fault || (fault.kind === 'live' && fault.parentIsSoftDeleted && !checkPartialIndexes)) return

        const { range } = key.place
        const { index, predicate } = fault
        const { text, edits, remedy } = context.indexes.ofForeignKey(table, key)
        const { schema, table: parent } = key.references
        const data = {
          table: shownTable(table),
          columns: key.columns.join(', '),
          parent: shownTable({ schema, name: parent }),
          definition: text,
          index,
          predicate,
        }
        const suggest = edits.length > 0 ? [{ messageId: 'addIndex' as const, data: { definition: text }, edits }] : []
        context.report({ messageId: fault.kind === 'missing' ? 'missing' : 'partial', range, data, suggest, remedy })
      },
    }
  },
})
