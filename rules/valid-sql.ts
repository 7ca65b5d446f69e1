import { faultMessages } from '../src/proofs/analysis/messages.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'valid-sql',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow SQL that Postgres refuses',
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: faultMessages,
  },
  create(context) {
    return {
      faults(faults) {
        for (const { id, range, data } of faults) context.report({ messageId: id, range, data })
      },
      document({ statements }) {
        for (const { error, source } of statements) {
          if (error?.kind !== 'syntax') continue
          const [start, end] = wordAt(source.text, error.offset)
          context.report({ messageId: 'syntax', range: source.hostRange([start, end]), data: { message: shortened(error.message) } })
        }
      },
    }
  },
})

/** The word or sign at a place of a statement; behind its end, the last one. */
function wordAt(text: string, offset: number): [start: number, end: number] {
  const start = offset < text.length ? offset : Math.max(0, text.search(/(?:\w+|[^\s\w])\s*$/))
  const length = /^(?:\/\*|\$\w*\$|\w+|[^\s\w])/.exec(text.slice(start))?.[0].length ?? 1
  return [start, start + length]
}

/** Postgres quotes all that it could not end, which may be the rest of the file. */
function shortened(message: string): string {
  const [line = ''] = message.split('\n')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
