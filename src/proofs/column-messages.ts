/** How each fault of a column is told. */
export const columnMessages = {
  nullableTenant:
    'A row of {{table}} may have no {{column}}: it belongs to nobody then, and is lost to its tenant or open to all. Make {{column}} NOT NULL.',
  nullableFlag:
    'In a row of {{table}}, {{column}} may be NULL: neither `{{columnSql}} = false` nor `{{columnSql}} = true` finds such a row. Make it NOT NULL DEFAULT false.',
  flagWithoutDefault:
    'Each INSERT into {{table}} has to say that its row is not deleted, since {{column}} has no default. Add DEFAULT false.',
  bornDeleted:
    'Each new row of {{table}} is marked as deleted from the beginning, by the default of {{column}}. Take the default away, or let it say that the row is alive.',
  neverAlive:
    'Each row of {{table}} is marked as deleted, since {{column}} cannot be NULL and has no default for those that are not. Make it nullable.',
  nullableAudit:
    'A row of {{table}} may not say when it was made or changed, since {{column}} may be NULL. Make it NOT NULL DEFAULT now().',
  auditWithoutDefault: 'Each INSERT into {{table}} has to give {{column}}, and may give anything. Add DEFAULT now().',
  countedKey:
    'The rows of {{table}} are counted by {{column}} ({{type}}): who sees one of its keys knows how many there are, and can try the others. Use a uuid.',
  zoneless:
    'Which moment {{table}}.{{column}} means depends on the time zone of who reads it, since it is a timestamp without one. Use timestamptz.',
  openSet:
    '{{table}}.{{column}} takes any text, so that a slip of the pen is a new {{column}} that no query finds. Add CHECK ({{columnSql}} IN (…)), or make it an enum.',
  unlimited: '{{table}}.{{column}} takes text of any length, whatever the application allows. Add CHECK (length({{columnSql}}) <= …).',
  plain:
    '{{table}}.{{column}} is kept as plain text: whoever sees a backup, a log or one wrong query has it. Store a hash, or encrypt it and call it {{column}}_encrypted.',
  noTenant:
    'Nothing says which tenant a row of {{table}} belongs to, so no query can keep to one. Add {{column}} NOT NULL, or name {{table}} in `globalTables` of the settings.',
  lostTenant:
    'The materialized view {{table}} keeps rows of tenants and does not say whose, so no query of it can keep to one. Add {{column}} to what it selects.',
  createdMissing: 'Nothing says when a row of {{table}} was made. Add {{columnSql}} timestamptz NOT NULL DEFAULT now().',
  updatedMissing: 'Nothing says when a row of {{table}} was last changed. Add {{columnSql}} timestamptz NOT NULL DEFAULT now().',
  otherName:
    '{{table}} calls {{own}} what most tables call {{column}}, so queries of both have to know which is which. Rename it to {{column}}.',
  missing: '{{table}} has no column {{column}}, which it must have by the options of this rule. Add it.',
} as const
