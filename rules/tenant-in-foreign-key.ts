import { shownTable } from '../src/proofs/index-sql.ts'
import { openReference } from '../src/proofs/tenant/foreign-keys.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'tenant-in-foreign-key',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require foreign keys between two tables of tenants to hold the tenant column of both',
      presets: { strict: 'error' },
    },
    schema: [],
    messages: {
      open: 'A row of {{table}} may refer to a row of {{parent}} that is another tenant’s: its foreign key ({{columns}}) does not hold {{column}}, so Postgres only asks whether there is such a row. Make it {{definition}}.{{note}}',
    },
  },
  create(context) {
    return {
      foreignKey(key, table) {
        const found = openReference(table, key, context.catalog, context.settings)
        if (!found) return
        const parent = shownTable(found.parent)
        const note = found.lacks.length > 0 ? ` For that, ${parent} needs a unique key on (${found.lacks.join(', ')}).` : ''
        const { column, definition } = found
        const data = { table: shownTable(table), parent, columns: key.columns.join(', '), column, definition, note }
        context.report({ messageId: 'open', range: key.place.range, data })
      },
    }
  },
})
