import { conflictTargetSql, shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { globalNames, sharedKey } from '../src/proofs/tenant/unique-keys.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'tenant-in-unique-key',
  meta: {
    type: 'suggestion',
    docs: { description: 'Require unique keys of a table of tenants to hold the tenant column', presets: { strict: 'error' } },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          globalColumns: {
            type: 'array',
            items: { type: 'string' },
            description: 'Columns that hold what is one of a kind in the world, as names in which a star is any text.',
          },
        },
      },
    ],
    defaultOptions: [{ globalColumns: [...globalNames] }],
    messages: {
      shared:
        'When one tenant has a value of ({{columns}}) in {{table}}, no other can have it, and is told so when it tries: the unique key {{index}} does not hold {{column}}. Make it unique by ({{wanted}}), and name {{column}} in ON CONFLICT ({{target}}) too; a value that is one of a kind in the world is for the option globalColumns.{{note}}',
      addTenant: 'Make it unique by ({{wanted}}).',
    },
  },
  create(context) {
    const [{ globalColumns }] = context.options
    return {
      index(index, table) {
        const found = sharedKey(table, index, globalColumns, context.catalog, context.settings)
        if (!found) return
        const { column } = found
        const columns = shownKeys(index)
        const wanted = `${column}, ${columns}`
        const { note, edits, remedy } = context.indexes.replace(table, index, found.wanted)
        const suggest = edits.length > 0 ? [{ messageId: 'addTenant' as const, data: { wanted }, edits }] : []
        const data = { table: shownTable(table), columns, target: conflictTargetSql(index), index: index.name, column, wanted, note }
        context.report({ messageId: 'shared', range: index.place.range, data, suggest, remedy })
      },
    }
  },
})
