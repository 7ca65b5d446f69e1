import type { UnknownName } from '../src/proofs/unknown-names.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-unknown-object',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow tables and columns that the database does not have',
      presets: { recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      table: 'The schema has no table {{name}}, so Postgres refuses this statement.{{note}}',
      column: 'There is no column {{name}} in {{among}}, so Postgres refuses this statement.{{note}}',
      source: 'This query has no table or alias {{name}}, so Postgres refuses it: its FROM names {{among}}.{{note}}',
      folded:
        'Postgres makes names without quotes lower case, so it looks for {{name}} here, and the schema has {{meant}}. Write "{{meant}}", with the quotes.',
    },
  },
  create(context) {
    return {
      unknownNames(names) {
        for (const one of names) {
          const { kind, name, range, among, nearest } = one
          if (isFolded(one)) context.report({ messageId: 'folded', range, data: { name, meant: nearest ?? '' } })
          else
            context.report({
              messageId: kind,
              range,
              data: { name, among: listed(among), note: noteOf(one) },
            })
        }
      },
    }
  },
})

function noteOf({ nearest, gone }: UnknownName): string {
  if (gone) return ` Since Postgres ${gone.since} it is ${gone.instead}.`
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`
}

/** The schema has the name with capitals, and the statement without. */
function isFolded({ name, nearest }: UnknownName): boolean {
  return nearest !== undefined && nearest !== name && nearest.toLowerCase() === name.replace(/^.*\./, '')
}

function listed(names: readonly string[]): string {
  const [first = 'its tables', ...others] = names
  const last = others.pop()
  return last === undefined ? first : `${[first, ...others].join(', ')} and ${last}`
}
