import { conflictTargetSql, shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { liveTwin } from '../src/proofs/partial-unique.ts'
import { uniqueFault } from '../src/proofs/unique-on-soft-delete.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'partial-unique-on-soft-delete',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require unique keys of soft-deleted tables to leave deleted rows out',
      presets: { essential: 'error', recommended: 'error', strict: ['error', { checkReferencedKeys: true }] },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkReferencedKeys: {
            type: 'boolean',
            description: 'Also report a key that a foreign key refers to, which cannot be made partial.',
          },
        },
      },
    ],
    defaultOptions: [{ checkReferencedKeys: false }],
    messages: {
      holdsDeleted:
        'A deleted row of {{table}} keeps its place in the unique key ({{columns}}): rows are deleted by {{marker}} and stay, so nobody can use the same value again. Make it a unique index WHERE {{predicate}}; ON CONFLICT ({{target}}) then needs the same WHERE.{{note}}',
      guardsNothing:
        'The unique key ({{columns}}) of {{table}} guards nothing: {{marker}} is NULL in every row that is not deleted, and NULLs differ from each other, so duplicates get in. Make it a unique index without {{marker}} WHERE {{predicate}}.{{note}}',
      onceDeleted:
        'With {{marker}} in the unique key ({{columns}}) of {{table}}, a value can be deleted once only: the second row with it cannot be marked as deleted. Make it a unique index without {{marker}} WHERE {{predicate}}.{{note}}',
      referenced:
        'A deleted row of {{table}} keeps its place in the unique key ({{columns}}), and {{by}} refers to that key, so it cannot be partial. Let {{by}} refer to the primary key instead.',
      makePartial: 'Make it a unique index WHERE {{predicate}}.',
      drop: 'Drop it: there is a unique index WHERE {{predicate}} already.',
    },
  },
  create(context) {
    const [{ checkReferencedKeys }] = context.options
    return {
      index(index, table) {
        const fault = uniqueFault(table, index, context.catalog, context.settings)
        if (!fault) return

        const { range } = index.place
        const [name, columns, marker] = [shownTable(table), shownKeys(index), fault.marker.name]
        if (fault.kind === 'referenced') {
          if (checkReferencedKeys) context.report({ messageId: 'referenced', range, data: { table: name, columns, by: fault.by } })
          return
        }
        const { predicate, note, ...partial } = context.indexes.withoutDeleted(table, index, fault.marker)
        const twin = liveTwin(table, index, fault.marker)?.name
        const data = {
          table: name,
          columns,
          target: conflictTargetSql(index),
          marker,
          predicate,
          note: twin === undefined ? note : ` ${twin} is one already: drop this key.`,
        }
        const { edits, remedy } = twin === undefined ? partial : context.indexes.drop(table, index)
        const messageId = twin === undefined ? ('makePartial' as const) : ('drop' as const)
        const suggest = edits.length > 0 ? [{ messageId, edits, data: { predicate } }] : []
        context.report({ messageId: fault.kind, range, data, suggest, remedy })
      },
    }
  },
})
