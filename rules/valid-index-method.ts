import type { Change } from '../src/catalog/change.ts'
import { methodFault, refusedMethod, type Instead } from '../src/proofs/index-method.ts'
import { shownTable } from '../src/proofs/index-sql.ts'
import { changesAt } from '../src/rule/changes-at.ts'
import { defineRule } from '../src/rule/define-rule.ts'

const advice: Readonly<Record<Instead, string>> = {
  jsonb: 'Make the column jsonb, which gin can search',
  expression: "Index a part of it that can be compared, such as (data ->> 'key'), or make it another type",
  trigrams: 'For parts of words name gin_trgm_ops or gist_trgm_ops, of the extension pg_trgm; for whole values use btree',
  btree: 'Use btree, which finds equal values and ranges',
  btree_gin: 'Have an earlier migration run CREATE EXTENSION IF NOT EXISTS btree_gin, which brings one',
  btree_gist: 'Have an earlier migration run CREATE EXTENSION IF NOT EXISTS btree_gist, which brings one',
}

function adviceOn(reason: string): string {
  return reason.startsWith('operator class')
    ? 'Name a class for that type, or none, and Postgres takes the usual one'
    : 'Leave that out, or use btree, the default'
}

/** An index that is not in the catalog, by the change that was to make it. */
function shownIndex(made: Change | undefined): string {
  if (made?.kind !== 'create index') return 'this index'
  const table = shownTable({ schema: made.table.schema ?? 'public', name: made.table.name.text })
  return made.name ? `the index ${made.name.text} of ${table}` : `an index of ${table}`
}

export default defineRule({
  name: 'valid-index-method',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require indexes of a method and an operator class that Postgres has for their columns',
      presets: { recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      refused: 'Postgres refuses {{index}}: {{reason}}. {{advice}}.',
      noClass:
        'Postgres refuses the index {{index}} of {{table}}: {{method}} has no default operator class for {{column}}, which is {{type}} (42704). {{advice}}.',
      otherMethod:
        'Postgres refuses the index {{index}} of {{table}}: the operator class {{operatorClass}} is for {{methods}}, not {{method}} (42704). Write USING {{methods}}, or leave the class out.',
      otherType:
        'Postgres refuses the index {{index}} of {{table}}: the operator class {{operatorClass}} is for {{types}}, and {{column}} is {{type}} (42804). Take the class of that type, or none.',
    },
  },
  create(context) {
    return {
      document(document) {
        for (const unread of context.catalog.parts.unread) {
          const reason = refusedMethod(unread)
          const { file, range } = unread.place
          if (reason === undefined || file !== context.file) continue
          const [made] = changesAt(document, range)
          context.report({ messageId: 'refused', range, data: { index: shownIndex(made), reason, advice: adviceOn(reason) } })
        }
      },
      index(index, table) {
        const fault = methodFault(table, index, context.catalog)
        if (!fault) return

        const { kind, ...found } = fault
        const text = 'instead' in found ? { column: found.column, type: found.type, advice: advice[found.instead] } : found
        const data = { index: index.name, table: shownTable(table), method: index.method, ...text }
        context.report({ messageId: kind, range: index.place.range, data })
      },
    }
  },
})
