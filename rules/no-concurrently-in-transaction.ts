import { runsApart } from '../src/proofs/migration/apart.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-concurrently-in-transaction',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow statements in a transaction that Postgres runs in none, such as `CREATE INDEX CONCURRENTLY`',
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      begun:
        'Postgres refuses {{what}} inside a transaction, and the BEGIN before it opens one, so this fails when it is run. Commit before it, or give it a file of its own.',
      tool: 'Postgres refuses {{what}} inside a transaction, and the migration is run in one, so it fails when it is deployed. {{wayOut}}.',
      file: 'Postgres refuses {{what}} inside a transaction, and this file is sent as one text, which is one, so it fails when it is deployed. {{wayOut}}.',
      together:
        'Postgres refuses {{what}} inside a transaction, and statements that are sent in one text are one, so this fails when it is run. Send it alone.',
    },
  },
  create(context) {
    return {
      script({ actions, wayOut = '' }) {
        for (const { change, range, transaction } of actions) {
          const what = transaction && runsApart(change)
          if (what !== undefined) context.report({ messageId: transaction ?? 'begun', range, data: { what, wayOut } })
        }
      },
    }
  },
})
