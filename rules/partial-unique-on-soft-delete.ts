import type { Column, Index, Table } from '../src/catalog/catalog.ts'
import { shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { partialReplacement, replacedNames } from '../src/proofs/partial-unique.ts'
import { uniqueFault } from '../src/proofs/unique-on-soft-delete.ts'
import { defineRule, type RuleContext, type Suggestion } from '../src/rule/define-rule.ts'

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
        'A deleted row of {{table}} keeps its place in the unique key ({{columns}}): rows are deleted by {{marker}} and stay, so nobody can use the same value again. Make it a unique index WHERE {{predicate}}; ON CONFLICT ({{columns}}) then needs the same WHERE.',
      guardsNothing:
        'The unique key ({{columns}}) of {{table}} guards nothing: {{marker}} is NULL in every row that is not deleted, and NULLs differ from each other, so duplicates get in. Make it a unique index without {{marker}} WHERE {{predicate}}.',
      onceDeleted:
        'With {{marker}} in the unique key ({{columns}}) of {{table}}, a value can be deleted once only: the second row with it cannot be marked as deleted. Make it a unique index without {{marker}} WHERE {{predicate}}.',
      referenced:
        'A deleted row of {{table}} keeps its place in the unique key ({{columns}}), and {{by}} refers to that key, so it cannot be partial. Let {{by}} refer to the primary key instead.',
      makePartial: 'Make it a unique index WHERE {{predicate}}.',
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
        const { predicate, suggest } = makePartial(context, table, index, fault.marker)
        context.report({ messageId: fault.kind, range, data: { table: name, columns, marker, predicate }, suggest })
      },
    }
  },
})

type Context = Pick<RuleContext<string, unknown[]>, 'lastOf' | 'sqlAfter' | 'atEndOfStatement' | 'surroundings'>

/** An index of its own gets the condition where it is written; anything else is dropped and made again behind that. */
function makePartial(
  context: Context,
  table: Table,
  index: Index,
  marker: Column,
): { predicate: string; suggest: Suggestion<'makePartial'>[] } {
  const { range } = index.place
  const after = context.lastOf([index.place, ...replacedNames(table, index, marker)])
  const { predicate, isOwnIndex, sql } = partialReplacement(table, index, marker, context.surroundings(after ?? range))
  const inPlace = isOwnIndex && after === range ? context.atEndOfStatement(range, 'create index', ` WHERE ${predicate}`) : []
  const edits = inPlace.length > 0 || !after ? inPlace : context.sqlAfter(after, sql)
  return { predicate, suggest: edits.length > 0 ? [{ messageId: 'makePartial', data: { predicate }, edits }] : [] }
}
