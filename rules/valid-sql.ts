import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'valid-sql',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow SQL that Postgres cannot parse',
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      syntax: 'Postgres cannot read this statement: {{message}}.',
    },
  },
  create(context) {
    return {
      document({ statements }) {
        for (const { error, source } of statements) {
          if (error?.kind !== 'syntax') continue
          const start = Math.min(error.offset, Math.max(0, source.text.length - 1))
          const word = /^(?:\w+|[^\s\w])/.exec(source.text.slice(start))?.[0] ?? ''
          const range = source.hostRange([start, start + Math.max(1, word.length)])
          context.report({ messageId: 'syntax', range, data: { message: error.message } })
        }
      },
    }
  },
})
