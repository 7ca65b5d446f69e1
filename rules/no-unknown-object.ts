import { isFolded, listed, meant, noteOf } from '../src/proofs/name-notes.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-unknown-object',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow names of tables, columns, indexes and constraints that the database does not have, or has already',
      presets: { recommended: 'error', strict: 'error' },
    },
    schema: [
      {
        type: 'object',
        properties: {
          functions: { type: 'boolean', description: 'Whether calls of functions are looked up, with how many arguments they have.' },
          types: { type: 'boolean', description: 'Whether the types of columns, parameters and casts are looked up.' },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ functions: false, types: false }],
    messages: {
      table: 'The schema has no table {{name}}, so Postgres refuses this statement.{{note}}',
      column: 'There is no column {{name}} in {{among}}, so Postgres refuses this statement.{{note}}',
      source: 'This query has no table or alias {{name}}, so Postgres refuses it: its FROM names {{among}}.{{note}}',
      later:
        'The condition of this join names {{name}}, and sees no more than what it joins, {{among}}, so Postgres refuses it. Join {{name}} before it, or say this in WHERE.',
      constraint: '{{among}} has no key or exclusion constraint {{name}}, so Postgres refuses ON CONFLICT ON CONSTRAINT with it.{{note}}',
      function: 'Neither Postgres nor the schema has a function {{name}}, so Postgres refuses this statement.{{note}}',
      arguments: 'No function {{name}} takes {{given}}, so Postgres refuses this statement. Give it {{takes}}.',
      type: 'Neither Postgres nor the schema has a type {{name}}, so Postgres refuses this statement.{{note}}',
      missing: 'Postgres refuses this step of the schema: {{reason}}.{{note}}',
      duplicate:
        'Postgres refuses this step of the schema: {{reason}}. Give it a name of its own, or leave it out where it is the same thing again.',
      refused: 'Postgres refuses this step of the schema: {{reason}}. {{remedy}}.',
      folded:
        'Postgres makes names without quotes lower case, so it looks for {{name}} here, and the schema has {{meant}}. Write "{{meant}}", with the quotes.',
    },
  },
  create(context) {
    const [{ functions, types }] = context.options
    return {
      ...((functions || types) && {
        unknownObjects(unknown) {
          for (const { kind, name, range, given, takes, note } of unknown)
            if (kind === 'type' ? types : functions)
              context.report({ messageId: kind, range, data: { name, ...(kind === 'arguments' ? { given, takes } : { note }) } })
        },
      }),
      refusals(refusals) {
        for (const refusal of refusals) {
          const { kind, place, reason } = refusal
          const data =
            kind === 'refused'
              ? { remedy: refusal.remedy }
              : kind === 'missing'
                ? { note: meant(refusal.nearest) || ' Name what the steps before it have made.' }
                : {}
          context.report({ messageId: kind, range: place.range, data: { reason, ...data } })
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
