import { defineRule } from '../src/rule/define-rule.ts'

const clause = /^drop\s+(?:index(?:\s+concurrently)?|table|materialized\s+view|foreign\s+table|view|sequence|type)\b/i

export default defineRule({
  name: 'require-if-exists',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require `IF EXISTS` where a migration drops something',
      presets: {},
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          objects: {
            type: 'array',
            items: { enum: ['index', 'table', 'foreign table', 'view', 'materialized view', 'sequence', 'type'] },
            description: 'Of which kinds of objects it is asked.',
          },
        },
      },
    ],
    defaultOptions: [{ objects: ['index', 'table'] as string[] }],
    messages: {
      missing:
        'Where {{name}} is gone already, as after a run that failed half way, this fails and nothing behind it is run. Say DROP {{object}} IF EXISTS.',
      add: 'Say IF EXISTS.',
    },
  },
  create(context) {
    const [{ objects }] = context.options
    return {
      script({ actions }) {
        const told = new Set<number>()
        for (const { change, range, statement, edit } of actions) {
          if (change.kind !== 'drop' || change.ifExists || !objects.includes(change.object) || told.has(statement)) continue
          // One clause is for all that a statement names.
          told.add(statement)
          const edits = edit.behind(clause, ' IF EXISTS')
          const suggest = edits.length > 0 ? [{ messageId: 'add' as const, edits }] : []
          const data = { name: change.name.name.text, object: change.object.toUpperCase() }
          context.report({ messageId: 'missing', range, data, suggest })
        }
      },
    }
  },
})
