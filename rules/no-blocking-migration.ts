import { blockingMessages } from '../src/proofs/migration/blocking-messages.ts'
import { blockingSteps } from '../src/proofs/migration/blocking.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-blocking-migration',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow migrations that keep the queries of an application waiting, or that fail once tables have rows',
      presets: { strict: 'error' },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          requiredColumns: { type: 'boolean', description: 'New columns that are NOT NULL and have no default.' },
          columnRewrites: { type: 'boolean', description: 'New columns whose values have to be written into each row.' },
          notNull: { type: 'boolean', description: 'NOT NULL that reads all rows.' },
          constraints: { type: 'boolean', description: 'CHECK and FOREIGN KEY without NOT VALID, or validated at once.' },
          keys: { type: 'boolean', description: 'UNIQUE, PRIMARY KEY and EXCLUDE that make their index.' },
          types: { type: 'boolean', description: 'Types of columns for which the rows are written again.' },
          backfills: { type: 'boolean', description: 'UPDATE and DELETE of all rows, or of a table that is locked.' },
          lockTimeout: { type: 'boolean', description: 'The first lock of a file without lock_timeout.' },
          fullRewrites: { type: 'boolean', description: 'VACUUM FULL, CLUSTER, and ALTER TABLE … SET UNLOGGED and the like.' },
          partitions: {
            type: 'boolean',
            description: 'ATTACH PARTITION of a table without a CHECK of its bounds, and new partitions beside a DEFAULT one without.',
          },
          enumValues: { type: 'boolean', description: 'Labels of enums that are used in the transaction that adds them.' },
          combined: { type: 'boolean', description: 'A second ALTER TABLE of the same table behind the first.' },
          transactions: { type: 'boolean', description: 'Several statements that run in no transaction.' },
        },
      },
    ],
    defaultOptions: [
      {
        requiredColumns: true,
        columnRewrites: true,
        notNull: true,
        constraints: true,
        keys: true,
        types: true,
        backfills: true,
        lockTimeout: true,
        fullRewrites: true,
        partitions: true,
        enumValues: true,
        combined: false,
        transactions: false,
      },
    ],
    messages: blockingMessages,
  },
  create(context) {
    const [options] = context.options
    return {
      script(script) {
        for (const { suggest = [], ...finding } of blockingSteps(script, options, (range) => context.textAt(range)))
          context.report({ ...finding, suggest })
      },
    }
  },
})
