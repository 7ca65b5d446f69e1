/** How each step is told that keeps others waiting, or fails. */
export const blockingMessages = {
  requiredColumn:
    '{{table}}.{{column}} is NOT NULL and has no default, so this fails as soon as {{table}} has a row. Add it nullable, fill it in batches, and make it NOT NULL later.',
  volatileDefault:
    '{{default}} is another value for each row, so all rows of {{table}} are written again, and no query of {{table}} can run until that is done. Add {{column}} without a default, SET DEFAULT, and fill the old rows in batches.',
  storedColumn:
    '{{column}} is computed for all rows of {{table}}, which are written again, and no query of {{table}} can run until that is done. Add a plain column that a trigger keeps, and fill the old rows in batches.',
  constrainedColumn:
    '{{type}} is a domain with constraints, for which all rows of {{table}} are written again, and no query of {{table}} can run until that is done. Add {{column}} as {{base}}, and the constraints of the domain to {{table}} NOT VALID.',
  countedColumn:
    'Each row of {{table}} is written again to get its {{column}}, and no query of {{table}} can run until that is done. Add a nullable column, give it the sequence as default, and number the old rows in batches.',
  notNullScan:
    'All rows of {{table}} are looked through for one without {{column}}, and no query of {{table}} can run until that is done. Add CHECK ({{columnSql}} IS NOT NULL) NOT VALID, VALIDATE it in a migration of its own, and say NOT NULL then.',
  checkScan:
    'All rows of {{table}} are checked, and no query of {{table}} can run until that is done. Add the constraint NOT VALID, and VALIDATE it in a migration of its own.',
  foreignKeyScan:
    'All rows of {{table}} are looked up in {{other}}, and nobody can write to either until that is done. Add the foreign key NOT VALID, and VALIDATE it in a migration of its own.',
  validatedAtOnce:
    '{{constraint}} is validated in the transaction that adds it, so {{table}} stays locked until all of its rows are checked, as without NOT VALID. VALIDATE it in a migration of its own.',
  keyBuild:
    '{{kind}} makes an index of all rows of {{table}}, and no query of {{table}} can run until that is done. Make a unique index CONCURRENTLY first, and add the key with USING INDEX.',
  exclusionBuild:
    'EXCLUDE makes an index of all rows of {{table}}, and no query of {{table}} can run until that is done. Postgres has no other way: run it by hand when nobody works, or while {{table}} is small.',
  typeRewrite:
    'From {{from}} to {{to}}, all rows of {{table}} are written again, and no query of {{table}} can run until that is done. Add a column of the new type, fill it in batches, and let the queries go over to it.',
  newTypeRewrite:
    '{{column}} is new, and to make it {{to}} instead of {{from}} writes all rows of {{table}} again: no query of {{table}} can run until that is done. Add it as {{to}} at once.',
  usingRewrite:
    "What USING computes is written for all rows of {{table}}, and no query of {{table}} can run until that is done. Leave it out where the values stay as they are, as times of UTC do behind SET TimeZone TO 'UTC', or add a column of the new type, and fill it in batches.",
  zoneRewrite:
    'From {{from}} to {{to}}, all rows of {{table}} are written again unless the time zone of the session is UTC, and no query of {{table}} can run until that is done. SET TimeZone to UTC before, if the values are of UTC, or add a column of the new type.',
  recheck:
    '{{constraint}} is checked again for all rows of {{table}} when the type of {{column}} changes, and no query of {{table}} can run until that is done. Drop it before, and add it again NOT VALID.',
  rebuild:
    'The index {{index}} is built again for all rows of {{table}} when {{column}} changes so, and no query of {{table}} can run until that is done. Drop it CONCURRENTLY before, and make it again CONCURRENTLY behind.',
  unbatched:
    'This UPDATE takes all rows of {{table}} at once, and whoever writes to one of them waits until the end. Leave out what is done already, as with WHERE {{columnSql}} IS NULL, and go in batches.',
  unbatchedDelete:
    'This DELETE takes all rows of {{table}} at once, and whoever writes to one of them waits until the end. Say which rows are meant, and go in batches.',
  backfillUnderLock:
    'Rows of {{table}} are written in the transaction that has altered it, so no query of {{table}} can run until that is done. Write them in a migration of its own.',
  noTimeout:
    "This needs a lock on {{table}}: it waits until the {{others}} {{table}} that run are done, and all later ones wait behind it. Write SET lock_timeout = '5s' before it, so that it gives up instead, and run it again then.",
  fullRewrite:
    '{{verb}} writes all rows of {{table}} again, and no query of {{table}} can run until that is done. A plain VACUUM makes room without that, and pg_repack writes a table again beside its queries.',
  tableRewrite:
    '{{verb}} writes all rows of {{table}} again, and no query of {{table}} can run until that is done. Do it while {{table}} is small, or make a table that is so, and copy the rows to it in batches.',
  defaultScan:
    'All rows of {{table}}, the partition of {{parent}} for all others, are looked through for those of this one, and no query of {{table}} can run until that is done. Add a CHECK to {{table}} NOT VALID that leaves them out, VALIDATE it, and do this then.',
  attachScan:
    'All rows of {{table}} are checked against the bounds of the partition, and no query of {{table}} can run until that is done. Add a CHECK of the bounds NOT VALID, VALIDATE it, and attach it then.',
  valueUsed:
    '{{value}} was added to {{type}} in this transaction, and Postgres refuses to use it before that is committed. Add it in a migration of its own.',
  combinable:
    'This is another ALTER TABLE of {{table}}, which waits for a lock and goes through the rows once more. Make it one statement with that before.',
  apart:
    'This file has {{count}} statements that run in no transaction, so when a later one fails, those before it stay. Put BEGIN before the first and COMMIT behind the last.',
  sayNotValid: 'Say NOT VALID.',
  setTimeout: 'Set lock_timeout before.',
} as const

export type BlockingMessage = keyof typeof blockingMessages
