import { defineRule } from '../src/rule/define-rule.ts'
import { saidOfDoer } from '../src/rule/said-query.ts'

export default defineRule({
  name: 'no-tenant-reassignment',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow setting the tenant column of a row that is there to another tenant',
      presets: { strict: 'error' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkOptionalColumns: {
            type: 'boolean',
            description: 'Also report tables of which the tenant column may be NULL, so that a row may join and leave a tenant.',
          },
        },
      },
    ],
    defaultOptions: [{ checkOptionalColumns: false }],
    messages: {
      moved:
        'This sets {{column}} of rows of {{table}} that are there already, and nothing says that it is what it was: a row moves to another tenant, and all that refers to it stays behind. Leave {{column}} out, or compare it with the same value in the condition.{{note}}',
      abandoned:
        'This sets {{column}} of rows of {{table}} to NULL or its default: they leave their tenant, who loses them, and may be read by everybody. Leave {{column}} out.{{note}}',
    },
  },
  create(context) {
    const [{ checkOptionalColumns }] = context.options
    return {
      reassigned(reassigned) {
        for (const { table, name, column, isUnset, mayBeShared, range, askedBy } of reassigned) {
          if (mayBeShared && !checkOptionalColumns && context.isSchemaKnown) continue
          const doubt = context.isSchemaKnown ? '' : ` No schema was found, so ${table.name} is taken to belong to tenants.`
          const note = saidOfDoer(askedBy, context) + doubt
          context.report({ messageId: isUnset ? 'abandoned' : 'moved', range, data: { table: name, column, note } })
        }
      },
    }
  },
})
