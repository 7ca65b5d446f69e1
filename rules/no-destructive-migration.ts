import { destructiveMessages } from '../src/proofs/migration/destructive-messages.ts'
import { destructiveSteps } from '../src/proofs/migration/destructive.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-destructive-migration',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow migrations that take away what the running application may still use',
      presets: { strict: 'error' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          deprecatedNames: {
            type: 'array',
            items: { type: 'string' },
            description: 'Names of columns, tables and others that may be dropped; `*` stands for anything.',
          },
          columns: { type: 'boolean', description: 'DROP COLUMN.' },
          tables: { type: 'boolean', description: 'DROP TABLE.' },
          objects: { type: 'boolean', description: 'DROP of views, types, sequences, schemas and extensions.' },
          renames: { type: 'boolean', description: 'RENAME of columns, tables and views.' },
          comments: { type: 'boolean', description: 'Columns that are renamed to a deprecated name without a comment on when they go.' },
          truncates: { type: 'boolean', description: 'TRUNCATE.' },
          cascades: { type: 'boolean', description: 'CASCADE that takes away what is not named.' },
          defaults: { type: 'boolean', description: 'DROP DEFAULT of columns that are NOT NULL.' },
          foreignKeyIndexes: { type: 'boolean', description: 'DROP INDEX of what serves a foreign key.' },
          lastIndexes: { type: 'boolean', description: 'DROP INDEX of the last one that begins with a column.' },
        },
      },
    ],
    defaultOptions: [
      {
        deprecatedNames: ['*_deprecated'] as string[],
        columns: true,
        tables: true,
        objects: true,
        renames: false,
        comments: true,
        truncates: true,
        cascades: true,
        defaults: true,
        foreignKeyIndexes: true,
        lastIndexes: false,
      },
    ],
    messages: destructiveMessages,
  },
  create(context) {
    const [options] = context.options
    return {
      script(script) {
        for (const finding of destructiveSteps(script, options, (range) => context.textAt(range))) context.report(finding)
      },
    }
  },
})
