import type { Group } from './case.ts'
import { conjuncts } from './conjuncts.ts'
import { equality } from './equality.ts'
import { functions } from './functions.ts'
import { keys } from './keys.ts'
import { links, sessions } from './links.ts'
import { merge } from './merge.ts'
import { named } from './named.ts'
import { outerJoins } from './outer-joins.ts'
import { partitions } from './partitions.ts'
import { awaited, givenInGroups, named as namedMembers, namedAlone, ofOwnTenant, things, unreferenced } from './members.ts'
import { pinned } from './pinned.ts'
import { places } from './places.ts'
import { setOperations } from './set-operations.ts'
import { subBlocks } from './sub-blocks.ts'
import { truth } from './truth.ts'
import { values } from './values.ts'
import { below, camelCase, foreignKeys, kin, levels, noSchema, weak } from './verdicts.ts'
import { views } from './views.ts'
import { inserts, writes } from './writes.ts'

export const groups: readonly Group[] = [
  conjuncts,
  outerJoins,
  truth,
  equality,
  values,
  pinned,
  subBlocks,
  places,
  named,
  setOperations,
  writes,
  inserts,
  merge,
  views,
  functions,
  partitions,
  kin,
  keys,
  links,
  sessions,
  weak,
  awaited,
  givenInGroups,
  namedMembers,
  ofOwnTenant,
  unreferenced,
  namedAlone,
  things,
  below,
  levels,
  camelCase,
  foreignKeys,
  noSchema,
]
