import type { Case, Group } from './case.ts'
import { shop } from './schemas.ts'

const fixing = [
  `organization_id = current_setting('app.organization', true)::uuid or organization_id = :org`,
  `organization_id = (select :org::uuid)`,
  `organization_id = coalesce(nullif(:org::text, ''), 'x')::uuid`,
  `organization_id = case when 1 = 2 then null else :org::uuid end`,
  `organization_id = (array[:org]::uuid[])[1]`,
  `organization_id::text = concat(:org::text, '')`,
]

const notFixing = [
  'organization_id = coalesce(null, organization_id)',
  'organization_id = organization_id',
  'coalesce(organization_id, organization_id) = organization_id',
  'organization_id = case when archived then :org::uuid else organization_id end',
  'organization_id = gen_random_uuid()',
]

export const values: Group = {
  title: 'values',
  schema: shop,
  cases: [
    ...fixing.map((condition): Case => ['a value', `select id from projects where ${condition}`, 'projects:scoped']),
    ...notFixing.map((condition): Case => ['no value', `select id from projects where ${condition}`, 'projects:vacuous', 'undecided']),
    [
      'columns of VALUES',
      'select p.id from projects p join (values (:org::uuid), (:org::uuid)) v (org) on v.org = p.organization_id',
      'projects:scoped',
    ],
    [
      'columns of unnest',
      'select p.id from projects p join unnest(:organizations.id[]::uuid[]) as org on org = p.organization_id',
      'projects:scoped',
    ],
    [
      'columns of unnest with ordinality',
      'select p.id, u.n from projects p join unnest(:organizations.id[]::uuid[]) with ordinality as u (org, n) on u.org = p.organization_id',
      'projects:scoped',
    ],
    [
      'columns of json_to_recordset',
      `select p.id from projects p join json_to_recordset(json_build_array(json_build_object('org', :org::text))) as r (org uuid) on r.org = p.organization_id`,
      'projects:scoped',
    ],
    ['columns of generate_series', 'select p.id from plans p join generate_series(1, 3) as n on n = p.id', 'plans:global'],
    [
      'a function over columns is no value',
      'select p.id, o from projects p, unnest(array[p.organization_id]) as o where o = p.organization_id',
      'projects:unscoped',
    ],
    [
      'output terms that are values',
      'select p.id from projects p join (select :org::uuid as org) v on v.org = p.organization_id',
      'projects:scoped',
    ],
    [
      'set-returning values in a select list',
      'select p.id from projects p join (select unnest(:organizations.id[]::uuid[]) as org) v on v.org = p.organization_id',
      'projects:scoped',
    ],
    [
      'two columns that are among values are not equal',
      `select t.id from projects p join tasks t on t.title = p.name
       where p.id = any (:projects.id[]) and t.project_id = any (:projects.id[]) and p.organization_id = :org`,
      'projects:scoped tasks:by-reference',
    ],
    [
      'two columns that equal one value are equal',
      'select t.id from projects p, tasks t where p.id = :projects.id and t.project_id = :projects.id and p.organization_id = :org',
      'projects:scoped tasks:by-parent',
    ],
    [
      'a lateral VALUES of a column is that column',
      'select p.id from projects p cross join lateral (values (p.organization_id)) v (org) where v.org = :org',
      'projects:scoped',
    ],
    [
      'VALUES with a column among its rows',
      'select p.id from projects p cross join lateral (values (p.organization_id), (:org::uuid)) v (org) where v.org = :org',
      'projects:unscoped',
    ],
    [
      'an array that is read from a subquery',
      'select p.id from projects p where p.organization_id = any ((select array_agg(organization_id) from tasks)::uuid[])',
      'projects:unscoped tasks:unscoped',
    ],
  ],
}
