import { shapeFaults } from '../src/proofs/column-shape.ts'
import { columnMessages } from '../src/proofs/column-messages.ts'
import { shownTable, sqlNames } from '../src/proofs/index-sql.ts'
import { missingColumns, nothingWanted } from '../src/proofs/missing-columns.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { listOption as list } from '../src/rule/list-option.ts'

const names = { type: 'array', items: { type: 'string' } } as const

export default defineRule({
  name: 'require-columns',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require columns that every table should have, and their types, defaults and constraints',
      presets: { strict: 'error' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          tenantNotNull: list('Tables of which the tenant column must be NOT NULL.'),
          softDeleteShape: list('Tables of which the column that marks deleted rows must tell them from others.'),
          tenant: list('Tables that must have a tenant column.'),
          tenantInViews: list('Tables that are materialized views and must keep the tenant column.'),
          audit: list('Tables that must say when a row was made and changed.'),
          uuidKeys: list('Tables whose keys must not count their rows.'),
          timestamptz: list('Tables in which a timestamp must have a time zone.'),
          closedSets: list('Tables in which a column of `closedSetColumns` must be limited by a CHECK or a type.'),
          closedSetColumns: list('Names of columns that hold one of a few values.'),
          limitedText: list('Tables in which text must have a length or a CHECK.'),
          sensitive: list('Tables in which passwords, card numbers and the like must not be plain text.'),
          columns: {
            type: 'array',
            description: 'Further columns that tables must have.',
            items: { type: 'object', additionalProperties: false, required: ['tables', 'names'], properties: { tables: names, names } },
          },
        },
      },
    ],
    defaultOptions: [{ ...nothingWanted, tenantNotNull: ['*'], softDeleteShape: ['*'], closedSetColumns: ['status', 'state'] }],
    messages: columnMessages,
  },
  create(context) {
    const [wanted] = context.options
    return {
      table(table) {
        for (const { kind, column, own } of missingColumns(table, wanted, context.catalog, context.settings)) {
          const at = own?.place.file === context.file ? own : table
          context.report({
            messageId: kind,
            range: at.place.range,
            data: { table: shownTable(table), column, own: own?.name ?? '', ...sqlNames(table, column) },
          })
        }
      },
      column(column, table) {
        for (const messageId of shapeFaults(table, column, wanted, context.settings)) {
          const data = { table: shownTable(table), column: column.name, type: column.type?.name ?? '', ...sqlNames(table, column.name) }
          context.report({ messageId, range: column.place.range, data })
        }
      },
    }
  },
})
