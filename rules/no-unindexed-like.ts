import { shownTable } from '../src/proofs/index-sql.ts'
import { unindexedSearches } from '../src/proofs/index-use/search.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { saidPlace } from '../src/rule/said-place.ts'

export default defineRule({
  name: 'no-unindexed-like',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow searches for a part of a text without an index that can answer them',
      presets: { strict: 'warn' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkFilteredRows: { type: 'boolean', description: 'Also report searches among rows that another condition finds by an index.' },
        },
      },
    ],
    defaultOptions: [{ checkFilteredRows: false }],
    messages: {
      unindexed:
        'This search in {{column}} reads all of {{table}}: only an index of trigrams knows where a text has something in its middle, or in whichever case. Add one with the extension pg_trgm: {{sql}}.',
    },
  },
  create(context) {
    const [{ checkFilteredRows }] = context.options
    return {
      uses(uses) {
        for (const use of uses) {
          for (const { column, sql, range } of unindexedSearches(use.readings.flat(), context.catalog, context.settings, checkFilteredRows))
            context.report({ messageId: 'unindexed', range: saidPlace(use, range), data: { table: shownTable(use.table), column, sql } })
        }
      },
    }
  },
})
