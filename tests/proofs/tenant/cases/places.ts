import type { Case, Group } from './case.ts'
import { shop } from './schemas.ts'

/** A query that reads every tenant's rows, wherever it stands. */
const all = '(select count(*) from tasks)'
const merge = 'merge into projects p using (values (:org::uuid)) v (o) on p.organization_id = v.o'

const statements: readonly (readonly [where: string, sql: string, others: string])[] = [
  ['ORDER BY', `select id from projects where organization_id = :org order by ${all}, id`, 'projects:scoped'],
  ['LIMIT', `select id from projects where organization_id = :org order by id limit ${all}`, 'projects:scoped'],
  ['OFFSET', `select id from projects where organization_id = :org order by id offset ${all}`, 'projects:scoped'],
  ['a window', `select rank() over w from projects where organization_id = :org window w as (partition by ${all})`, 'projects:scoped'],
  ['GROUP BY', `select count(*) from projects where organization_id = :org group by ${all}`, 'projects:scoped'],
  ['SET', `update projects set rank = 1 + ${all} where organization_id = :org`, 'projects.update:scoped'],
  [
    'VALUES of INSERT',
    `insert into projects (id, organization_id, rank) values (:projects.id, :org, 1 + ${all})`,
    'projects.insert:scoped',
  ],
  ['SET of MERGE', `${merge} when matched then update set rank = 1 + ${all}`, 'projects.update:scoped'],
  [
    'VALUES of MERGE',
    `${merge} when not matched then insert (id, organization_id, rank) values (:projects.id, v.o, 1 + ${all})`,
    'projects.insert:scoped projects.match:scoped',
  ],
  ['RETURNING of MERGE', `${merge} when matched then update set rank = 1 returning ${all}`, 'projects.update:scoped'],
  ['RETURNING of UPDATE', `update projects set rank = 1 where organization_id = :org returning ${all}`, 'projects.update:scoped'],
  ['RETURNING of DELETE', `delete from projects where organization_id = :org returning ${all}`, 'projects.delete:scoped'],
]

export const places: Group = {
  title: 'queries in every place',
  schema: shop,
  cases: [
    ...statements.map(([where, sql, others]): Case => [`in ${where}`, sql, `${others} tasks:unscoped`]),
    ['in VALUES', `values (${all})`, 'tasks:unscoped'],
    ['given to a function in FROM', `select n from generate_series(1, ${all}) as n`, 'tasks:unscoped'],
    [
      'in DISTINCT ON',
      `select distinct on (${all}) id from projects where organization_id = :org order by ${all}, id`,
      'tasks:unscoped projects:scoped tasks:unscoped',
    ],
    ...['limit', 'offset'].map((part): Case => [
      `in ${part.toUpperCase()} of a set operation`,
      `(select id from projects where organization_id = :org) union all (select id from labels where organization_id = :org) order by id ${part} ${all}`,
      'projects:scoped labels:scoped tasks:unscoped',
    ]),
    [
      'in the branch of an OR that holds the tenant',
      `select p.id from projects p where (p.organization_id = :org and exists (select from tasks t where t.project_id = p.id)) or p.name = 'red'`,
      'projects:vacuous tasks:by-parent',
    ],
    ...[
      'p.name like (select max(t.title) from tasks t where t.project_id = p.id)',
      'p.name = (select max(t.title) from tasks t where t.project_id = p.id)',
      'p.id not in (select t.project_id from tasks t)',
    ].map((test): Case => [
      `in the branch that holds the tenant: ${test}`,
      `select p.id from projects p where (p.organization_id = :org and ${test}) or p.name = 'red'`,
      'projects:vacuous tasks:by-parent',
    ]),
    [
      'in another branch',
      `select p.id from projects p where (p.organization_id = :org and p.name = 'red') or exists (select from tasks t where t.project_id = p.id)`,
      'projects:vacuous tasks:unscoped',
    ],
    [
      'in ON of LEFT, of its right side',
      `select p.id from projects p left join tasks t on t.project_id = p.id and exists (select from comments c where c.task_id = t.id)
       where p.organization_id = :org`,
      'projects:scoped tasks:by-parent comments:by-parent',
    ],
    [
      'in ON of LEFT, which holds nothing of its left side',
      `select p.id from projects p left join tasks t on t.project_id = p.id and t.organization_id = :org and exists (select from comments c where c.task_id = t.id)`,
      'projects:unscoped tasks:scoped comments:by-parent',
    ],
    [
      'behind LEFT, where a row must be there',
      `select p.id from projects p left join tasks t on t.project_id = p.id and t.organization_id = :org
       where exists (select from comments c where c.task_id = t.id)`,
      'projects:by-parent tasks:scoped comments:by-parent',
    ],
    [
      'behind LEFT, where none must',
      `select p.id from projects p left join tasks t on t.project_id = p.id and t.organization_id = :org
       where not exists (select from comments c where c.task_id = t.id)`,
      'projects:unscoped tasks:scoped comments:by-parent',
    ],
  ],
}
