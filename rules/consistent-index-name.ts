import { isNamedWell, nameByPattern } from '../src/proofs/index-naming.ts'
import { shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { defineRule } from '../src/rule/define-rule.ts'

const texts = { type: 'array', items: { type: 'string' }, uniqueItems: true } as const

export default defineRule({
  name: 'consistent-index-name',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Enforce names of indexes that say what they are of',
      presets: {},
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          patterns: { ...texts, minItems: 1, description: 'How indexes are called, of `{table}`, `{columns}` and `{kind}`; what stands in brackets may be left out.' }, // prettier-ignore
          allowDefaults: { type: 'boolean', description: 'Whether the names that Postgres and ORMs make up are right, too.' },
          abbreviations: { type: 'object', additionalProperties: { type: 'string' }, description: 'Short forms that may stand for words.' },
          purposes: { ...texts, description: 'Words that may stand for the columns, or behind them.' },
        },
      },
    ],
    defaultOptions: [{ patterns: ['idx_{table}_{columns}[_{kind}]'], allowDefaults: true, abbreviations: {}, purposes: [] }],
    messages: {
      unnamed:
        'The name {{name}} does not say what this index is of: {{table}} ({{columns}}). In a plan or a list of indexes nobody can tell what it is for. Call it {{wanted}}.',
      rename: 'Rename it to {{wanted}}.',
    },
  },
  create(context) {
    const [naming] = context.options
    return {
      index(index, table) {
        if (index.constraint !== undefined || table.partitionOf || isNamedWell(table, index, naming)) return
        const wanted = nameByPattern(table, index, naming, context.catalog)
        if (wanted === undefined) return

        const { edits, remedy } = context.indexes.rename(table, index, wanted)
        const data = { name: index.name, table: shownTable(table), columns: shownKeys(index), wanted }
        const suggest = edits.length > 0 ? [{ messageId: 'rename' as const, data: { wanted }, edits }] : []
        context.report({ messageId: 'unnamed', range: index.place.range, data, suggest, remedy })
      },
    }
  },
})
