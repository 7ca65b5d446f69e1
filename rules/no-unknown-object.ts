import type { UnknownName } from '../src/proofs/unknown-names.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-unknown-object',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow names of tables, columns, indexes and constraints that the database does not have, or has already',
      presets: { recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      table: 'The schema has no table {{name}}, so Postgres refuses this statement.{{note}}',
      column: 'There is no column {{name}} in {{among}}, so Postgres refuses this statement.{{note}}',
      source: 'This query has no table or alias {{name}}, so Postgres refuses it: its FROM names {{among}}.{{note}}',
      constraint: '{{among}} has no key or exclusion constraint {{name}}, so Postgres refuses ON CONFLICT ON CONSTRAINT with it.{{note}}',
      missing: 'Postgres refuses this step of the schema: {{reason}}.{{note}}',
      duplicate:
        'Postgres refuses this step of the schema: {{reason}}. Give it a name of its own, or leave it out where it is the same thing again.',
      folded:
        'Postgres makes names without quotes lower case, so it looks for {{name}} here, and the schema has {{meant}}. Write "{{meant}}", with the quotes.',
    },
  },
  create(context) {
    return {
      refusals(refusals) {
        for (const { kind, place, reason, nearest } of refusals) {
          const note = nearest === undefined ? ' Name what the steps before it have made.' : ` Did you mean ${nearest}?`
          context.report({ messageId: kind, range: place.range, data: { reason, ...(kind === 'missing' && { note }) } })
        }
      },
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
