import { redundancyOf } from '../src/proofs/redundant-index.ts'
import { shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-redundant-index',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow indexes that do what another index of the table does',
      presets: { recommended: 'warn', strict: 'error' },
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      prefix:
        'The index {{index}} of {{table}} ({{columns}}) is the beginning of {{other}} ({{otherColumns}}), which answers all that it answers. Each write maintains both and memory holds both. Drop {{index}}.',
      duplicate:
        'The indexes {{index}} and {{other}} of {{table}} are the same ({{columns}}). Each write maintains both and memory holds both. Drop {{index}}.',
      unique:
        'The index {{index}} of {{table}} ({{columns}}) is there already: {{other}} is unique and serves the same queries. Each write maintains both. Drop {{index}}.',
      drop: 'Drop {{index}}.',
    },
  },
  create(context) {
    return {
      index(index, table) {
        const found = redundancyOf(table, index, context.catalog, context.settings)
        if (!found) return

        const { edits, remedy } = context.indexes.drop(table, index)
        const { kind, other } = found
        const data = {
          index: index.name,
          table: shownTable(table),
          columns: shownKeys(index),
          other: `${other.name}${other.place.file === context.file ? '' : context.named(other.place.file)}`,
          otherColumns: shownKeys(other),
        }
        const suggest = edits.length > 0 ? [{ messageId: 'drop' as const, data: { index: index.name }, edits }] : []
        context.report({ messageId: kind, range: index.place.range, data, suggest, remedy })
      },
    }
  },
})
