import { shownKeys, shownTable } from '../src/proofs/index-sql.ts'
import { cataloguesOf, unfoundedEntries } from '../src/proofs/index-catalogue.ts'
import { unjustified } from '../src/proofs/justification.ts'
import { isWhole } from '../src/proofs/unknown-names.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-index-justification',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require a query, a comment or an entry of a catalogue for each index',
      presets: {},
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          requireComment: { type: 'boolean', description: 'Each index that is no key needs a comment that says what it is for.' },
          catalogue: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'The Markdown files that list the indexes, by their paths from where ESLint runs.',
          },
        },
      },
    ],
    defaultOptions: [{ requireComment: false, catalogue: [] }],
    messages: {
      unused:
        'No query of the application can use the index {{index}} of {{table}} ({{columns}}), which makes each write slower all the same. Drop it, or write what needs it in a comment above it, as in: serves: the monthly export.',
      unexplained:
        'Nothing says what the index {{index}} of {{table}} ({{columns}}) is for, so nobody will know whether it may be dropped. Write that in a comment above it, or in COMMENT ON INDEX.',
      speculative:
        'The index {{index}} of {{table}} ({{columns}}) is there for a query that does not exist yet ("{{words}}"), while each write pays for it today. Add it together with that query.',
      undocumented:
        '{{catalogue}} does not list the index {{index}} of {{table}} ({{columns}}), so who reads it does not know of it. Add an entry that says which query it is for, or drop the index.',
      differs:
        '{{catalogue}} says that the index {{index}} of {{table}} is on ({{documented}}), and it is on ({{columns}}): one of them is not what was meant. Mend the entry or the index.',
      otherColumns:
        'The comment above the index {{index}} of {{table}} tells a query that fixes {{wanted}}, and the index leads with other columns ({{columns}}): Postgres cannot go straight to the rows. Begin the index with {{wanted}}, or mend the comment.',
      contradicted:
        'The comment above the index {{index}} of {{table}} tells a query of rows that the index leaves out by its own condition {{condition}}, so the query never uses it. Mend the condition or the comment.',
      unfounded:
        '{{catalogue}} lists {{entry}}, and the schema has no such index: queries that count on it read the whole table. Create the index, or take the entry out.',
      unreadable:
        'The catalogue of indexes {{catalogue}} cannot be read, so no index is held against it. Mend its path, or leave the option out.',
    },
  },
  create(context) {
    const [{ requireComment, catalogue }] = context.options
    const { entries, unread } = cataloguesOf(catalogue, (path) => context.textOf(path))
    return {
      table(table) {
        const { range } = table.place
        if (table === context.catalog.tables[0])
          for (const path of unread) context.report({ messageId: 'unreadable', range, data: { catalogue: path } })
        if (entries.length === 0 || !isWhole(context.catalog, context.settings)) return
        for (const { entry, home } of unfoundedEntries(entries, context.catalog))
          if (home === table) context.report({ messageId: 'unfounded', range, data: { catalogue: entry.file, entry: entry.shown } })
      },
      index(index, table) {
        const known = {
          notes: context.notesOn(index),
          uses: () => context.application?.usesOf(table),
          asked: (sql: string) => context.askedBy(sql),
        }
        const demands = { requireComment, entries: catalogue.length > unread.length ? entries : undefined }
        const found = unjustified(index, table, demands, known, context.catalog, context.settings)
        if (!found) return

        const data = { index: index.name, table: shownTable(table), columns: shownKeys(index), catalogue: catalogue.join(', '), ...found }
        context.report({ messageId: found.kind, range: index.place.range, data })
      },
    }
  },
})
