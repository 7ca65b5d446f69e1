import { migrationName, patternOf } from '../src/proofs/migration/file-name.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'consistent-migration-name',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Enforce one way to name the files of migrations',
      presets: {},
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          pattern: {
            type: 'string',
            description: 'A regular expression for the path of a migration, from the folder of the migrations on.',
          },
        },
      },
    ],
    defaultOptions: [{ pattern: String.raw`^(?:[\w.-]+/)*[A-Z]?\d[\d._]*[_-]+\w[\w.-]*(?:/[\w.-]+)?$` }],
    messages: {
      other: '{{name}} is named otherwise than the rest, so nobody sees when it is run, or what it does. Name it like {{pattern}}.',
    },
  },
  create(context) {
    const [{ pattern }] = context.options
    return {
      script({ actions, isMigration }) {
        const [first] = actions
        const name = migrationName(context.file)
        if (!first || !isMigration || patternOf(pattern)?.test(name) !== false) return
        context.report({ messageId: 'other', range: first.range, data: { name, pattern } })
      },
    }
  },
})
