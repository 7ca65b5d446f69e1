import { isInherited } from '../src/proofs/inherited-column.ts'
import { mutablePartOf, type MutablePart } from '../src/proofs/mutable-expression.ts'
import { shownTable } from '../src/proofs/index-sql.ts'
import { defineRule } from '../src/rule/define-rule.ts'

const messageIds = { moment: 'changesWithTime', 'time zone': 'needsTimeZone', settings: 'needsSettings' } as const

export default defineRule({
  name: 'immutable-index-expression',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require what indexes and generated columns compute to be immutable',
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      changesWithTime:
        '{{part}} in {{where}} gives another result each time, and Postgres refuses it (42P17): what is stored would be wrong a moment later. Leave it out, and compare with it in the query.',
      needsTimeZone:
        "{{part}} in {{where}} depends on the time zone of the session, so Postgres refuses it (42P17). Name a time zone first: (… AT TIME ZONE 'UTC').",
      needsSettings:
        '{{part}} in {{where}} depends on settings of the session or the database, so Postgres refuses it (42P17). Use something that gives the same everywhere, or a function of your own that is IMMUTABLE.',
    },
  },
  create(context) {
    const report = (found: MutablePart | undefined, where: string, range: readonly [number, number]): void => {
      if (found) context.report({ messageId: messageIds[found.dependsOn], range, data: { part: found.text, where } })
    }
    return {
      index(index, table) {
        if (index.ofParent) return
        const { catalog } = context
        const where = `the index ${index.name} of ${shownTable(table)}`
        const parts = index.keys.map(({ expression }) => expression && mutablePartOf(expression, table, catalog))
        const found = parts.find((part) => part !== undefined)
        report(found ?? (index.predicate && mutablePartOf(index.predicate, table, catalog)), where, index.place.range)
      },
      table(table) {
        for (const column of table.columns) {
          const { generated, name, place } = column
          if (!generated || place.file !== context.file || isInherited(column, table, context.catalog)) continue
          report(mutablePartOf(generated, table, context.catalog), `the generated column ${shownTable(table)}.${name}`, place.range)
        }
      },
    }
  },
})
