import { ignoredMarker } from '../src/proofs/index-on-soft-delete.ts'
import { shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'partial-index-on-soft-delete',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require indexes of soft-deleted tables to leave deleted rows out',
      presets: { strict: 'error' },
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      holdsDeleted:
        'The index {{index}} of {{table}} ({{columns}}) also holds the rows that {{marker}} marks as deleted: it grows with every row that was ever deleted, and each search passes them. Make it an index WHERE {{predicate}}, which serves queries with that condition.{{note}}',
      makePartial: 'Make it an index WHERE {{predicate}}.',
    },
  },
  create(context) {
    return {
      index(index, table) {
        const marker = ignoredMarker(table, index, context.catalog, context.settings)
        if (!marker) return

        const { predicate, note, edits, remedy } = context.indexes.withoutDeleted(table, index, marker)
        const data = { index: index.name, table: shownTable(table), columns: shownKeys(index), marker: marker.name, predicate, note }
        const suggest = edits.length > 0 ? [{ messageId: 'makePartial' as const, data: { predicate }, edits }] : []
        context.report({ messageId: 'holdsDeleted', range: index.place.range, data, suggest, remedy })
      },
    }
  },
})
