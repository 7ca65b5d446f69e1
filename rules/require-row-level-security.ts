import { shownTable, sqlNames } from '../src/proofs/index-sql.ts'
import { lackOf, rowSecuritySql } from '../src/proofs/row-security/required.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-row-level-security',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require row-level security of tables of tenants',
      presets: { strict: 'error' },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          requireForce: {
            type: 'boolean',
            description: 'Require FORCE ROW LEVEL SECURITY where nothing says that users come with another role than the owner.',
          },
          evenIfUnused: { type: 'boolean', description: 'Also in a schema in which no table has row security.' },
          setting: { type: 'string', description: 'The setting with which a session names its tenant, for the suggestion.' },
        },
      },
    ],
    defaultOptions: [{ requireForce: true, evenIfUnused: false, setting: '' }],
    messages: {
      notEnabled:
        'The table {{table}} belongs to tenants and has no row-level security, so one forgotten condition shows the rows of all of them. Say ALTER TABLE {{tableSql}} ENABLE ROW LEVEL SECURITY, and a policy.',
      noPolicies:
        'The table {{table}} has row-level security and no policy, so nobody but its owner sees a row. Create a policy that compares its tenant column with the tenant of the session.',
      notForced:
        'The policies of {{table}} do not hold for the owner of the table, which is the role that applications mostly connect with. Say ALTER TABLE {{tableSql}} FORCE ROW LEVEL SECURITY, or name the role of the application in the setting `clientRole`.',
      write: 'Write the statements.',
    },
  },
  create(context) {
    const [required] = context.options
    return {
      table(table) {
        const { catalog, settings } = context
        const lack = lackOf(table, catalog, settings, required)
        if (!lack) return
        const edits = context.rowSecurity.behind(table, (surroundings) =>
          rowSecuritySql(table, catalog, settings, required, lack, surroundings),
        )
        const suggest = edits.length > 0 ? [{ messageId: 'write' as const, edits }] : []
        context.report({ messageId: lack, range: table.place.range, data: { table: shownTable(table), ...sqlNames(table) }, suggest })
      },
    }
  },
})
