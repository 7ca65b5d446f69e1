import { lockings } from '../src/proofs/migration/locking.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-concurrently',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require `CONCURRENTLY` where a statement would lock out other queries',
      presets: {
        recommended: ['error', { checkIndexes: false, checkReindex: false, checkRefresh: false, checkPartitions: false }],
        strict: 'error',
      },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkIndexes: { type: 'boolean', description: 'Report CREATE INDEX and DROP INDEX in migrations.' },
          checkReindex: { type: 'boolean', description: 'Report REINDEX.' },
          checkRefresh: { type: 'boolean', description: 'Report REFRESH MATERIALIZED VIEW.' },
          checkPartitions: { type: 'boolean', description: 'Report DETACH PARTITION.' },
        },
      },
    ],
    defaultOptions: [{ checkIndexes: true, checkReindex: true, checkRefresh: true, checkPartitions: true }],
    messages: {
      create:
        'Nobody can write to {{name}} while this index is built, which takes as long as the table is large. Write CONCURRENTLY.{{note}}',
      createOnView:
        'A REFRESH of {{name}} waits until this index is built, and all queries that come behind it wait for it. Write CONCURRENTLY.{{note}}',
      drop: 'DROP INDEX waits for all queries of {{name}}, and all that come behind it wait for it. Write CONCURRENTLY.{{note}}',
      reindex: 'Nobody can write to {{name}} while its indexes are built again, nor read by them. Write CONCURRENTLY.{{note}}',
      detach: 'DETACH PARTITION locks out every query of {{name}} and waits for those that run. Write CONCURRENTLY.{{note}}',
      refresh: 'Nobody can read {{name}} while it is refreshed. Write CONCURRENTLY.{{note}}',
      noUniqueIndex:
        'Postgres refuses to refresh {{name}} concurrently, since the view has no unique index of plain columns without a condition. Create one that tells its rows apart.',
      add: 'Write CONCURRENTLY.',
    },
  },
  create(context) {
    const [{ checkIndexes, checkReindex, checkRefresh, checkPartitions }] = context.options
    const checked = {
      create: checkIndexes,
      createOnView: checkIndexes,
      drop: checkIndexes,
      reindex: checkReindex,
      detach: checkPartitions,
      refresh: checkRefresh,
      noUniqueIndex: true,
    }
    return {
      script(script) {
        for (const { kind, name, behind, action } of lockings(script, (kind) => checked[kind])) {
          const apart = action.transaction !== undefined && kind !== 'refresh'
          const edits = apart || !behind ? [] : action.edit.behind(behind, ' CONCURRENTLY')
          const wayOut = apart && script.wayOut !== undefined ? ` ${script.wayOut}.` : ''
          const note = kind === 'refresh' && !behind ? needsUnique : wayOut
          const suggest = edits.length > 0 ? [{ messageId: 'add' as const, edits }] : []
          context.report({ messageId: kind, range: action.range, data: { name, note }, suggest })
        }
      },
    }
  },
})

const needsUnique = ' For that it needs a unique index of plain columns without a condition.'
