import { sqlNames } from '../src/proofs/index-sql.ts'
import { staleStatistics } from '../src/proofs/stale-statistics.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-analyze',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require `ANALYZE` behind new statistics and behind migrations that load many rows',
      presets: {},
    },
    schema: [],
    messages: {
      statistics:
        'CREATE STATISTICS gathers nothing by itself: until {{table}} is analyzed, the planner goes on guessing. Add ANALYZE {{tableSql}} behind it.',
      loaded:
        'After this the planner goes by what {{table}} held before, and may scan all of it, until autovacuum gets there. Add ANALYZE {{tableSql}} behind it.',
    },
  },
  create(context) {
    return {
      document({ statements }) {
        const read = statements.flatMap(({ statement, source, holes }) =>
          statement ? [{ statement, source, isSeen: holes.length === 0 }] : [],
        )
        // What a program runs by itself may be no text that is read.
        if (read.length === 0 || (!context.file.endsWith('.sql') && /\banalyze\b/i.test(context.textAt([0, Infinity])))) return
        const steps = read.map(({ statement, isSeen }) => ({ ...statement, isSeen }))
        for (const { kind, table, range, index } of staleStatistics(steps, context.isMigration)) {
          const { source } = read[index] ?? {}
          if (source)
            context.report({
              messageId: kind,
              range: source.hostRange(range),
              data: { table, ...sqlNames({ schema: 'public', name: table }) },
            })
        }
      },
    }
  },
})
