import { describe, expect, it } from 'vitest'
import type { ExplainJson } from '../../src/cli/explain/explained.ts'
import type { QueryJson } from '../../src/cli/queries.ts'
import { makeRepository } from '../project/temp-project.ts'
import { tenancy } from './run.ts'

const schema = `create table p (id int primary key, organization_id int not null, title text, parent_id int, unique (organization_id, id));
create index p_title on p (organization_id, title);
create index p_parent on p (parent_id);
`

/** Each query with the index that finds its rows, and the line by which `tenancy explain` says so. */
const told: readonly (readonly [sql: string, indexedBy: string | null, line: string])[] = [
  ['select * from p where parent_id = $1 or id = $2', null, 'indexes, one for each condition: p_parent, p_pkey'],
  ['select * from p', null, 'index: none, as all rows are asked for'],
  ['insert into p (id, organization_id) values (1, 2)', null, 'index: none is needed, as no row is looked up'],
  ["select * from p where title like '%x'", null, 'index: none is known to serve it'],
]

const cwd = makeRepository({ 'migrations/1.sql': schema, 'q.sql': told.map(([sql]) => `${sql};\n`).join('') })

describe('the index that finds rows', () => {
  const seen = JSON.parse(tenancy(cwd, 'queries', 'q.sql', '--no-config', '--format', 'json').out) as QueryJson[]

  it.each(told.map(([sql, indexedBy, line], i) => ({ sql, indexedBy, line, at: i + 1 })))(
    'is told alike of $sql',
    ({ indexedBy, line, at }) => {
      expect(seen[at - 1]?.accesses.map((access) => access.indexedBy)).toEqual([indexedBy])
      expect(tenancy(cwd, 'explain', `q.sql:${at}`, '--no-config').out).toContain(`\n    ${line}\n`)
      const json = JSON.parse(tenancy(cwd, 'explain', `q.sql:${at}`, '--no-config', '--format', 'json').out) as ExplainJson
      expect(json.queries[0]?.tables.map((table) => table.indexedBy)).toEqual([indexedBy])
    },
  )
})
