import { shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { leadingDefaults, scatteredIndex } from '../src/proofs/tenant/leading-column.ts'
import { defineRule } from '../src/rule/define-rule.ts'

const names = { type: 'array', items: { type: 'string' } } as const

export default defineRule({
  name: 'tenant-column-first',
  meta: {
    type: 'suggestion',
    docs: { description: 'Require indexes of a table of tenants to lead with the tenant column', presets: { strict: 'warn' } },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          globalColumns: { ...names, description: 'Columns by which rows are looked up before the tenant is known; a star is any text.' },
          operatorIndexes: {
            ...names,
            description: 'Names of indexes for queries over all tenants, such as those of workers; a star is any text.',
          },
          allowForeignKeyIndexes: {
            type: 'boolean',
            description: 'Leave an index alone that leads with a foreign key, and so with the rows of one row.',
          },
        },
      },
    ],
    defaultOptions: [leadingDefaults],
    messages: {
      scattered:
        'The index {{index}} on {{table}} ({{columns}}) does not lead with {{column}}, so a query of one tenant reads the entries of all, and is slowed down by whoever has most rows. Make it ({{wanted}}), or name it in the option operatorIndexes if its queries are meant for all tenants.',
      needless:
        'The index {{index}} on {{table}} ({{columns}}) does not lead with {{column}}, so a query of one tenant that uses it reads the entries of all. {{covering}} leads with {{column}} and serves them already: drop {{index}}, or name it in the option operatorIndexes if its queries are meant for all tenants.',
      leadWithTenant: 'Make it ({{wanted}}).',
      drop: 'Drop {{index}}.',
    },
  },
  create(context) {
    const [options] = context.options
    return {
      index(index, table) {
        const found = scatteredIndex(table, index, options, context.catalog, context.settings)
        if (!found) return
        const { range } = index.place
        const { column, covering = '' } = found
        const columns = shownKeys(index)
        const wanted = [column, ...columns.split(', ').filter((name) => name !== column)].join(', ')
        const data = { index: index.name, table: shownTable(table), columns, column, wanted, covering }
        const isNeedless = covering !== ''
        const { edits, remedy } = isNeedless ? context.indexes.drop(table, index) : context.indexes.replace(table, index, found.wanted)
        const messageId = isNeedless ? ('drop' as const) : ('leadWithTenant' as const)
        const suggest = edits.length > 0 ? [{ messageId, data, edits }] : []
        context.report({ messageId: isNeedless ? 'needless' : 'scattered', range, data, suggest, remedy })
      },
    }
  },
})
