import { shownTable } from '../src/proofs/index-sql.ts'
import { unnamedTenant } from '../src/proofs/tenant/candidates.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'valid-settings',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow unknown keys, wrong values, missing files and a tenant column without its name in `settings.tenancy`',
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    schema: [],
    messages: {
      invalid: 'The setting {{path}} {{reason}}. It is ignored until it is mended in the ESLint configuration.',
      schema: "The entry '{{entry}}' of the setting tenancy.schema {{reason}}. No rule knows the tables that it should bring.",
      unnamed:
        '{{having}} a column that `tenantColumns` of the settings names ({{named}}), so queries are not held to a tenant. `{{column}}`, which says to which of {{table}} a row belongs, stands in {{tables}} of {{all}} tables: write `settings: { tenancy: { tenantColumns: [{{columns}}] } }` in the ESLint configuration, or `tenantColumns: []` where rows belong to no tenant.',
    },
  },
  create(context) {
    return {
      document() {
        for (const { path, reason } of context.settingsProblems) {
          context.report({ messageId: 'invalid', range: [0, 0], data: { path, reason } })
        }
        for (const { entry, reason } of context.schemaProblems) {
          context.report({ messageId: 'schema', range: [0, 0], data: { entry, reason } })
        }
      },
      table(table) {
        const { catalog, settings, settingsProblems } = context
        const found = unnamedTenant(catalog, settings)
        // A setting that counts as left out may be the one that names it.
        if (found?.home !== table || settingsProblems.length > 0) return
        const { column, tables, named, all, columns } = found
        context.report({
          messageId: 'unnamed',
          range: table.place.range,
          data: {
            column,
            tables,
            all,
            having: named === 0 ? 'No table has' : named === 1 ? 'Only one table has' : `Only ${named} tables have`,
            named: settings.tenantColumns.join(', '),
            table: shownTable(table),
            columns: columns.map((name) => `'${name}'`).join(', '),
          },
        })
      },
    }
  },
})
