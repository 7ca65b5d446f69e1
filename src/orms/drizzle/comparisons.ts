import { lookup } from '../../catalog/lookup.ts'

/** The sign of each of Drizzle's operators that stands between two things: `eq(a, b)`, and `{ eq: b }` in an object of conditions. */
export const comparisons: Readonly<Record<string, string>> = lookup({
  eq: '=',
  ne: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  notLike: 'not like',
  ilike: 'ilike',
  notIlike: 'not ilike',
  arrayContains: '@>',
  arrayContained: '<@',
  arrayOverlaps: '&&',
})
