import { migrationName, patternOf } from '../src/proofs/migration/file-name.ts'
import { defineRule } from '../src/rule/define-rule.ts'

const numberAndWords = String.raw`^(?:[\w.-]+/)*[A-Z]?\d[\d._]*[_-]+\w[\w.-]*(?:/[\w.-]+)?$`

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
    defaultOptions: [{ pattern: numberAndWords }],
    messages: {
      other:
        'The name of {{name}} does not begin with a number or a date and then say what the migration does, so nobody sees when it is run, or what for. Name it like 0007_add_orders.',
      otherPattern: '{{name}} does not match {{pattern}}, the option pattern of this rule. Rename it so that it does.',
    },
  },
  create(context) {
    const [{ pattern }] = context.options
    return {
      script({ actions, isMigration }) {
        const [first] = actions
        const name = migrationName(context.file)
        if (!first || !isMigration || patternOf(pattern)?.test(name) !== false) return
        const messageId = pattern === numberAndWords ? 'other' : 'otherPattern'
        context.report({ messageId, range: first.range, data: { name, pattern } })
      },
    }
  },
})
