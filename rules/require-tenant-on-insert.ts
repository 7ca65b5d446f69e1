import { defineRule } from '../src/rule/define-rule.ts'
import { saidOfDoer } from '../src/rule/said-query.ts'

export default defineRule({
  name: 'require-tenant-on-insert',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require every row that is added to a table of a tenant to say whose it is',
      presets: { recommended: 'error', strict: 'error' },
      sparesTests: true,
    },
    schema: [],
    messages: {
      unset:
        'Rows are added to {{table}} without a tenant: {{reason}}. Give {{column}} a value, or name {{owner}} in settings.tenancy.filledByTrigger if a trigger does.{{note}}',
      everybody:
        'This writes to every tenant: a row is added to {{table}} for each, since {{reason}}. Hold the query that {{column}} comes from to one tenant.{{note}}',
    },
  },
  create(context) {
    return {
      inserts(inserts) {
        for (const { table, name, column, reason, isForAll, range, askedBy } of inserts) {
          const doubt = context.isSchemaKnown ? '' : ` No schema was found, so ${table.name} is taken to belong to tenants.`
          const note = saidOfDoer(askedBy, context) + doubt
          context.report({
            messageId: isForAll ? 'everybody' : 'unset',
            range,
            data: { table: name, owner: table.name, column, reason, note },
          })
        }
      },
    }
  },
})
