import { isUndone, writesRows } from '../src/proofs/explained-write.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-explain-analyze-dml',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow `EXPLAIN ANALYZE` of statements that change rows',
      presets: {},
    },
    schema: [],
    messages: {
      runs: 'EXPLAIN with ANALYZE runs this {{kind}}, so its rows are changed each time that somebody only wants to see the plan. Leave ANALYZE out, or stand between BEGIN and ROLLBACK.',
    },
  },
  create(context) {
    // What a program runs around it may be no text that is read.
    const mayBeUndone = (within: readonly [number, number] | undefined): boolean =>
      !context.file.endsWith('.sql') && /\brollback\b/i.test(context.textAt(within ?? [0, Infinity]))
    return {
      document({ statements }) {
        const read = statements.flatMap(({ statement }) => (statement ? [statement] : []))
        for (const { statement, source, within } of statements) {
          const { command, query } = statement ?? {}
          if (!statement || command?.kind !== 'explain' || !command.analyzes || !query) continue
          const write = writesRows(query)
          if (!write || mayBeUndone(within) || isUndone(read, read.indexOf(statement))) continue
          context.report({ messageId: 'runs', range: source.hostRange(command.analyzes), data: { kind: write.toUpperCase() } })
        }
      },
    }
  },
})
