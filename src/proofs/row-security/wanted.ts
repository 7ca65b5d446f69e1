const switchOf = <Description extends string>(
  description: Description,
): { readonly type: 'boolean'; readonly description: Description } => ({
  type: 'boolean',
  description,
})

/** What can be looked for, each by itself. */
export const wantedProperties = {
  switchedOff: switchOf('Report policies, and FORCE, where row-level security is not enabled.'),
  alwaysTrue: switchOf('Report policies that let everybody change every row.'),
  openWrites: switchOf('Report policies by which users change rows of other tenants, or write rows for them.'),
  openReads: switchOf('Report policies by which users see rows of every tenant.'),
  userEditable: switchOf('Report policies that go by what users can change of themselves.'),
  recursion: switchOf('Report policies that read their own table in a circle.'),
  severalPermissive: switchOf('Report permissive policies for the same role and command.'),
  raisesUnset: switchOf('Report `current_setting` that fails where the setting is not set.'),
  perRow: switchOf('Report functions of the session that are asked for each row.'),
  unindexed: switchOf('Report tenant columns of policies that no index leads with.'),
  viewAsOwner: switchOf('Report views that pass by the policies of the tables that they read.'),
  storedCopy: switchOf('Report materialized views of tables with policies.'),
  mutablePath: switchOf('Report SECURITY DEFINER functions without a search path of their own.'),
  noPolicies: switchOf('Report row-level security without policies on tables that belong to no tenant.'),
} as const

export type Wanted = Readonly<Record<keyof typeof wantedProperties, boolean>>

/** What a careful team agrees on. */
export const strictlyWanted = {
  openReads: true,
  severalPermissive: true,
  raisesUnset: true,
  perRow: true,
  unindexed: true,
  viewAsOwner: true,
  storedCopy: true,
}

/** What is wrong in every project. */
export const surelyWanted: Wanted = {
  switchedOff: true,
  alwaysTrue: true,
  openWrites: true,
  openReads: false,
  userEditable: true,
  recursion: true,
  severalPermissive: false,
  raisesUnset: false,
  perRow: false,
  unindexed: false,
  viewAsOwner: false,
  storedCopy: false,
  mutablePath: true,
  noPolicies: false,
}
