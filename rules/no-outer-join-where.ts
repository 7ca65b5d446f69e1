import { undoneJoins } from '../src/proofs/outer-join-where.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { saidPlace } from '../src/rule/said-place.ts'

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
        '{{written}} in WHERE drops the rows for which the outer join found no {{source}}, so it is an inner join after all. Move the condition into ON to keep them, or write JOIN if they are not wanted.',
    },
  },
  create(context) {
    return {
      blocks(blocks) {
        for (const placed of blocks) {
          if (!joinsAsWritten.has(placed.statement.sentBy)) continue
          for (const { range, written, source } of undoneJoins(placed.block)) {
            context.report({ messageId: 'undone', range: saidPlace(placed, range), data: { written, source: source.name } })
          }
        }
      },
    }
  },
})
