import { defineRule } from '../src/rule/define-rule.ts'
import { listOption } from '../src/rule/list-option.ts'

export default defineRule({
  name: 'require-extension',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a `CREATE EXTENSION` for what an extension of Postgres brings',
      presets: { recommended: 'warn', strict: 'error' },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          installed: listOption('Extensions that are created elsewhere, such as by the platform.'),
          checkIfNotExists: { type: 'boolean', description: 'Whether CREATE EXTENSION has to say IF NOT EXISTS.' },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ installed: [] as string[], checkIfNotExists: false }],
    messages: {
      missing:
        'The {{kind}} {{name}} belongs to the extension {{extension}}, which no migration or schema file creates, so Postgres refuses this in a new database. Have an earlier migration run {{sql}}.',
      create: 'Create the extension {{extension}} before this statement.',
      repeated:
        'CREATE EXTENSION {{extension}} fails where the extension is there already, such as on a platform that comes with it. Write CREATE EXTENSION IF NOT EXISTS.',
      addIfNotExists: 'Write IF NOT EXISTS.',
    },
  },
  create(context) {
    const [{ installed, checkIfNotExists }] = context.options
    return {
      document({ statements }) {
        if (!checkIfNotExists) return
        for (const { statement, source } of statements) {
          for (const change of statement?.changes ?? []) {
            if (change.kind !== 'create extension' || change.ifNotExists) continue
            const [start] = change.range
            const edit = source.editAt([start, start], 'IF NOT EXISTS ')
            const suggest = edit ? [{ messageId: 'addIfNotExists' as const, edits: [edit] }] : []
            const range = source.hostRange(change.range)
            context.report({ messageId: 'repeated', range, data: { extension: change.name.text }, suggest })
          }
        }
      },
      extensionUses(uses) {
        for (const { extension, kind, name, range, sql, edits } of uses) {
          if (installed.includes(extension)) continue
          const suggest = edits.length > 0 ? [{ messageId: 'create' as const, data: { extension }, edits }] : []
          context.report({ messageId: 'missing', range, data: { kind, name, extension, sql }, suggest })
        }
      },
    }
  },
})
