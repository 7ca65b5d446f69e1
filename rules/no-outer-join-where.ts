import { undoneJoins } from '../src/proofs/outer-join-where.ts'
import { defineRule } from '../src/rule/define-rule.ts'

/** Their calls say each join; those of others are made by the library. */
const joinsAsWritten: ReadonlySet<string | undefined> = new Set([undefined, 'drizzle', 'knex', 'kysely'])

export default defineRule({
  name: 'no-outer-join-where',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow conditions in `WHERE` that make an inner join of an outer one',
      presets: {},
    },
    schema: [],
    messages: {
      undone:
        '{{written}} holds of no row that is without its {{source}}, so the outer join keeps none of those that it is there for. Move the condition into ON, or write JOIN if it is meant.',
    },
  },
  create(context) {
    return {
      blocks(blocks) {
        for (const { block, statement, place } of blocks) {
          if (!joinsAsWritten.has(statement.sentBy)) continue
          for (const { range, written, source } of undoneJoins(block)) {
            context.report({ messageId: 'undone', range: place(range), data: { written, source: source.name } })
          }
        }
      },
    }
  },
})
