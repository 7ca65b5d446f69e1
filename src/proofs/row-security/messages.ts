/** What is said of policies, by the fault. */
export const rowSecurityMessages = {
  switchedOff:
    'The policy {{policy}} does nothing, since row-level security is not enabled on {{table}}: whoever may read the table sees all of its rows. Say ALTER TABLE {{tableSql}} ENABLE ROW LEVEL SECURITY.',
  forcedOnly:
    'FORCE ROW LEVEL SECURITY does nothing, since row-level security is not enabled on {{table}}. Say ALTER TABLE {{tableSql}} ENABLE ROW LEVEL SECURITY, and create policies.',
  alwaysTrue:
    'The condition of the policy {{policy}} is always true, so users may {{commands}} every row of {{table}}. Say in it whose rows these are.',
  openWrites:
    'By the policy {{policy}} of {{table}} users may {{commands}} rows of other tenants, since {{column}} is not compared with the tenant of the session. Compare it with AND.',
  openCheck:
    'The WITH CHECK of the policy {{policy}} does not compare {{column}} with the tenant of the session, so users may {{commands}} rows of {{table}} that are another tenant’s. Compare it there, too.',
  openReads:
    'By the policy {{policy}} users see rows of {{table}} of every tenant, since {{column}} is not compared with the tenant of the session. Compare it with AND, or turn this check off where these rows are public.',
  userEditable:
    'The policy {{policy}} of {{table}} goes by `user_metadata`, which users can change themselves, and so become anybody. Read `app_metadata`, or a table.',
  recursion:
    'The policy {{policy}} of {{table}} reads {{way}}, whose policies read on in a circle, so Postgres refuses every such query: infinite recursion. Ask a SECURITY DEFINER function instead.',
  severalPermissive:
    'The policies {{policy}} and {{other}} of {{table}} are both permissive for {{commands}}, so a row needs to pass only one of them, and Postgres checks both for each row. Make one policy of them, or make one RESTRICTIVE if both must hold.',
  raisesUnset:
    "The policy {{policy}} of {{table}} fails every query of a session in which {{setting}} is not set: unrecognized configuration parameter. Say nullif(current_setting(…, true), ''), and no row is there.",
  perRow:
    'The policy {{policy}} of {{table}} calls {{calls}} again for each row, though the answer stays the same. Put it into a subquery, as in (SELECT {{call}}), and Postgres calls it once.',
  unindexed:
    'The policies of {{table}} add {{column}} to every query, and no index leads with it, so each reads the rows of all tenants. Create an index that leads with {{column}}.',
  viewAsOwner:
    'The view {{table}} reads {{of}} with the rights of the owner of the view, who passes by the policies, so it shows the rows of all tenants. Create it WITH (security_invoker = true).',
  storedCopy:
    'The materialized view {{table}} keeps a copy of rows of {{of}} for which no policy holds, so whoever may read it sees those of all tenants. Keep it from users, or read it through a function that filters.',
  mutablePath:
    "The function {{name}} has the rights of its owner, who passes by policies, and looks names up where its caller says, so a caller can have it run other code. Add SET search_path = '' and write names with their schemas.",
  noPolicies:
    'The table {{table}} has row-level security and no policy, so nobody but its owner sees a row. Create a policy, or say with a comment that this is meant.',
  askOnce: 'Ask once, in a subquery.',
  sayNull: 'Take it as NULL where it is not set.',
  addIndex: 'Create an index: {{statement}}.',
} as const
