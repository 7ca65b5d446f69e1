import type { Change } from '../catalog/change.ts'
import type { Range } from '../catalog/place.ts'
import type { Query } from '../query/query.ts'

/** Something that older versions of Postgres refuse. */
interface NewerFeature {
  readonly feature: string
  /** The first major version that has it. */
  readonly since: number
  /** What does without it: a sentence without its full stop. */
  readonly instead: string
}

type Node = Readonly<Record<string, unknown>>

interface Sign extends NewerFeature {
  /** How it is written. */
  readonly written: RegExp
  readonly isIn: (node: Node) => boolean
}

interface Meaning {
  readonly range: Range
  readonly changes: readonly Change[]
  readonly query: Query | undefined
}

function isOf(...kinds: readonly string[]): (node: Node) => boolean {
  return ({ kind }) => typeof kind === 'string' && kinds.includes(kind)
}

function holds(part: unknown): boolean {
  return Array.isArray(part) && part.length > 0
}

const isKey = isOf('create index', 'primary key', 'unique', 'exclusion')
const isWrite = isOf('insert', 'update', 'delete', 'merge')

/** https://www.postgresql.org/docs/release/ */
const signs: readonly Sign[] = [
  {
    feature: 'INCLUDE',
    since: 11,
    instead: 'Leave it out, or put the columns behind the keys of an index that is not unique',
    written: /\binclude\b/i,
    isIn: (node) => isKey(node) && holds(node['include']),
  },
  {
    feature: 'CREATE PROCEDURE',
    since: 11,
    instead: 'Write a function that returns void',
    written: /\bprocedure\b/i,
    isIn: (node) => isOf('create function')(node) && node['procedure'] === true,
  },
  {
    feature: 'GENERATED ALWAYS AS (…) STORED',
    since: 12,
    instead: 'Set the column in a trigger',
    written: /\bgenerated\b/i,
    isIn: (node) => 'identity' in node && 'serial' in node && node['generated'] !== undefined,
  },
  {
    feature: 'WITH TIES',
    since: 13,
    instead: 'Compare with rank() in a subquery',
    written: /\bwith\s+ties\b/i,
    isIn: (node) => node['withTies'] === true,
  },
  {
    feature: 'DROP EXPRESSION',
    since: 13,
    instead: 'Add a plain column, copy the values and drop this one',
    written: /\bdrop\s+expression\b/i,
    isIn: isOf('drop expression'),
  },
  {
    feature: 'GROUP BY DISTINCT',
    since: 14,
    instead: 'Name each grouping set once',
    written: /\bby\s+distinct\b/i,
    isIn: (node) => isOf('terms')(node) && node['distinct'] === true,
  },
  {
    feature: 'CREATE OR REPLACE TRIGGER',
    since: 14,
    instead: 'Write DROP TRIGGER IF EXISTS before CREATE TRIGGER',
    written: /\bor\s+replace\b/i,
    isIn: (node) => isOf('create trigger')(node) && node['replace'] === true,
  },
  {
    feature: 'NULLS NOT DISTINCT',
    since: 15,
    instead: 'Write a second unique index, of the rows in which the column IS NULL',
    written: /\bnulls\s+not\s+distinct\b/i,
    isIn: (node) => node['nullsNotDistinct'] === true,
  },
  {
    feature: 'security_invoker',
    since: 15,
    instead: 'Read the tables themselves where row-level security has to hold',
    written: /\bsecurity_invoker\b/i,
    isIn: (node) => isOf('create view')(node) && node['securityInvoker'] === true,
  },
  { feature: 'MERGE', since: 15, instead: 'Write INSERT … ON CONFLICT', written: /\bmerge\b/i, isIn: isOf('merge') },
  {
    feature: 'RETURNING of MERGE',
    since: 17,
    instead: 'Write INSERT … ON CONFLICT, which can return rows',
    written: /\breturning\b/i,
    isIn: (node) => isOf('merge')(node) && holds(node['returning']),
  },
  {
    feature: 'WHEN NOT MATCHED BY SOURCE',
    since: 17,
    instead: 'Write a statement of its own for those rows',
    written: /\bnot\s+matched\s+by\s+source\b/i,
    isIn: (node) => node['when'] === 'not matched by source',
  },
  {
    feature: 'SET EXPRESSION',
    since: 17,
    instead: 'Drop the column and add it again',
    written: /\bset\s+expression\b/i,
    isIn: isOf('set expression'),
  },
  {
    feature: 'JSON_TABLE',
    since: 17,
    instead: 'Write jsonb_to_recordset or jsonb_path_query',
    written: /\bjson_table\b/i,
    isIn: (node) => isOf('call')(node) && node['name'] === 'json_table',
  },
  {
    feature: 'WITHOUT OVERLAPS',
    since: 18,
    instead: 'Write an EXCLUDE constraint, with the extension btree_gist',
    written: /\bwithout\s+overlaps\b/i,
    isIn: (node) => node['withoutOverlaps'] === true,
  },
  {
    feature: 'PERIOD in a foreign key',
    since: 18,
    instead: 'Check it in a trigger',
    written: /\bperiod\b/i,
    isIn: (node) => isOf('foreign key')(node) && node['period'] === true,
  },
  {
    feature: 'NOT ENFORCED',
    since: 18,
    instead: 'Leave the constraint out, or write NOT VALID',
    written: /\bnot\s+enforced\b/i,
    isIn: (node) => isOf('check', 'foreign key')(node) && node['enforced'] === false,
  },
  {
    feature: 'NOT VALID of a NOT NULL',
    since: 18,
    instead: 'Write CHECK (… IS NOT NULL) NOT VALID',
    written: /\bnot\s+valid\b/i,
    isIn: (node) => isOf('not null')(node) && node['validated'] === false,
  },
  {
    feature: 'OLD and NEW in RETURNING',
    since: 18,
    instead: 'Read the row before in a WITH query',
    written: /\breturning\b/i,
    isIn: (node) => isWrite(node) && (node['returningAs'] !== undefined || returnsBefore(node)),
  },
]

/** `old` and `new` are the row before and after only where no table of the statement is called so. */
function returnsBefore({ returning, ...rest }: Node): boolean {
  const isColumn = (node: Node): boolean => node['kind'] === 'column' && (node['of'] === 'old' || node['of'] === 'new')
  const isName = ({ name }: Node): boolean => name === 'old' || name === 'new'
  return some(returning, isColumn) && !some(rest, isName)
}

function some(tree: unknown, test: (node: Node) => boolean): boolean {
  const open: unknown[] = [tree]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    if (test(node as Node)) return true
    open.push(...Object.values(node as Node))
  }
  return false
}

const newest = Math.max(...signs.map(({ since }) => since))

/** What a statement means that a version of Postgres does not have, with its place in the text. */
export function newerFeatures(
  meaning: Meaning | undefined,
  text: string,
  postgres: number,
): readonly (NewerFeature & { readonly range: Range })[] {
  if (!meaning || postgres >= newest) return []
  const { range, changes, query } = meaning
  return signs
    .filter(({ since, isIn }) => since > postgres && some([changes, query], isIn))
    .map(({ feature, since, instead, written }) => {
      const at = written.exec(text)
      return { feature, since, instead, range: at ? [at.index, at.index + at[0].length] : range }
    })
}
