/** How each step is told that takes something away which the application may still use. */
export const destructiveMessages = {
  droppedColumn:
    'The values of {{table}}.{{column}} are gone for good, and a running application that still names it fails. Rename it to {{column}}_deprecated, and drop that with a later release.',
  droppedTable:
    'The rows of {{table}} are gone for good, and a running application that still names it fails. Rename it to {{table}}_deprecated, and drop that with a later release.',
  droppedObject:
    'The {{object}} {{name}} is gone, and a running application that still names it fails. Drop it with the release behind the last that uses it.',
  renamedColumn:
    'A running application that still says {{table}}.{{column}} fails from now on. Add {{to}} beside it, write both, and let the old one go with a later release.',
  renamedTable:
    'A running application that still says {{table}} fails from now on. Make a view of the old name in the same transaction, and drop that with a later release.',
  uncommented:
    'Nobody knows until when {{table}}.{{column}} has to stay. Say it: COMMENT ON COLUMN {{tableSql}}.{{columnSql}} IS, with the date or the version that removes it.',
  truncated:
    'All rows of {{table}} are gone for good, wherever this migration is run. Delete those that are meant, in batches, or run it by hand.',
  cascade: 'CASCADE takes away more than is named here: {{others}}. Drop each by its name, so that nothing goes that nobody thought of.',
  droppedDefault:
    'Each INSERT that leaves {{column}} of {{table}} to its default fails from now on, since it is NOT NULL. Let the application give it first, and drop the default with a later release.',
  droppedForeignKeyIndex:
    'Without {{index}}, each DELETE and each change of a key in {{other}} reads all of {{table}} for rows that refer to it. Keep it, or make another index that begins with {{columns}} first.',
  droppedLastIndex:
    'No other index of {{table}} begins with {{columns}}, so queries that look rows up by it read all of {{table}} without {{index}}. See pg_stat_user_indexes for whether it was used, on each replica.',
} as const

export type DestructiveMessage = keyof typeof destructiveMessages
