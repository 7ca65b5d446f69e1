import { shownTable } from '../src/proofs/index-sql.ts'
import { changingNames, uncoveredQuery, volatileIncluded, withoutIncluded } from '../src/proofs/index-use/covering.ts'
import { isAmong } from '../src/proofs/table-patterns.ts'
import { saysHot } from '../src/proofs/index-use/hot.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { listOption } from '../src/rule/list-option.ts'

export default defineRule({
  name: 'prefer-covering-index',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Prefer indexes that hold all columns which hot queries read',
      presets: {},
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          hotTables: listOption('Tables, by name or pattern, of which every query is hot, whether or not a comment says so.'),
          volatileColumns: listOption('Columns that change often, by name or by a word of it, which no index should include.'),
          maxIncluded: { type: 'integer', minimum: 1, description: 'How many columns an index may include.' },
          checkIncluded: { type: 'boolean', description: 'Also report indexes that include a column that changes often.' },
        },
      },
    ],
    defaultOptions: [{ hotTables: [], volatileColumns: [...changingNames], maxIncluded: 5, checkIncluded: false }],
    messages: {
      uncovered:
        'The index {{index}} finds the rows of this hot query but does not hold {{missing}}, so Postgres also visits {{table}} for each of them. Let the index hold all that is read: {{sql}}.',
      volatileIncluded:
        'The index {{index}} of {{table}} includes {{columns}}, which changes often: each change then writes all indexes of the row again. Leave {{columns}} out.',
      include: 'Include {{missing}}.',
      leaveOut: 'Leave {{columns}} out.',
    },
  },
  create(context) {
    const [options] = context.options
    return {
      uses(uses) {
        for (const { table, range, readings, queries, statement } of uses) {
          const isHot = isAmong(table, options.hotTables) || context.remarksOn(statement).some(saysHot)
          const found = isHot ? uncoveredQuery(readings.flat(), queries, options, context.catalog, context.settings) : undefined
          if (!found) continue

          const { index, wanted, sql } = found
          const data = { index: index.name, table: shownTable(table), missing: found.missing.join(', '), sql }
          const { edits: own, remedy } = context.indexes.replace(table, index, wanted)
          const edits = index.place.file === context.file ? own : []
          const suggest = edits.length > 0 ? [{ messageId: 'include' as const, data, edits }] : []
          context.report({ messageId: 'uncovered', range, data, suggest, remedy })
        }
      },
      index(index, table) {
        const volatile = options.checkIncluded ? volatileIncluded(table, index, options) : []
        if (volatile.length === 0) return

        const data = { index: index.name, table: shownTable(table), columns: volatile.join(', ') }
        const { edits, remedy } = context.indexes.replace(table, index, withoutIncluded(index, volatile))
        const suggest = edits.length > 0 ? [{ messageId: 'leaveOut' as const, data, edits }] : []
        context.report({ messageId: 'volatileIncluded', range: index.place.range, data, suggest, remedy })
      },
    }
  },
})
