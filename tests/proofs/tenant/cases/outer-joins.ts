import type { Case, Group } from './case.ts'
import { shop } from './schemas.ts'

const onOurs = 'from projects p left join tasks t on t.organization_id = p.organization_id and p.organization_id = :org'

const strict = [
  "t.title = 'red'",
  "t.title like 'r%'",
  "t.title ilike 'r%'",
  "t.title ~ 'r'",
  't.points < 3',
  't.points <> 3',
  't.points in (1, 2)',
  't.points not in (1, 2)',
  't.points = any (array[1, 2])',
  't.points between 0 and 3',
  't.points not between 0 and 3',
  't.points + 1 > 2',
  't.done',
  'not t.done',
  't.done is true',
  't.done is false',
  't.points is not null',
  "t.title = 'red' or t.points > 1",
  "not (t.title = 'red')",
  'p.rank < t.points',
  "not (t.title = 'red' and t.points is null)",
  '(t.points, p.rank) < (9, 2)',
  'p.rank = t.points',
  't.points = p.rank',
  'p.rank <> t.points',
  '3 <> t.points',
  't.points + 1 = 3',
  '3 = t.points + 1',
  't.points + 1 is not null',
  't.points in (p.rank, 3)',
  't.points not in (1)',
  't.points > any (array[1, 2])',
  'p.name like t.title',
  'p.rank between t.points and 9',
  'p.rank between 0 and t.points',
  'not (p.rank not between t.points and 9)',
  'true = t.done',
  't.done <> false',
  't.title is distinct from null',
  'null is distinct from t.title',
  'not (t.title is not distinct from null)',
]

const lenient = [
  't.points + 1 is null',
  't.points + 1 is not distinct from 3',
  't.title is not distinct from null',
  'null is not distinct from t.title',
  'p.rank not between t.points and 9',
  'p.rank not between 0 and t.points',
  'not (p.rank between t.points and 9)',
  '(p.rank, t.points) < (9, 2)',
  't.title is null',
  "t.title is not distinct from 'red'",
  "t.title is distinct from 'red'",
  "coalesce(t.title, 'red') = 'red'",
  't.done is not true',
  't.done is unknown',
  'case when t.done then false else true end',
  "t.title = 'red' or t.points is null",
  't.points <> all (:tasks.points[]::int[])',
  'p.rank between 0 and 9 or p.rank < t.points',
  "concat(t.title, 'x') <> 'y'",
  'array[1] || t.points <> array[5]',
  '(t.points, p.rank) <> (1, 2)',
]

export const outerJoins: Group = {
  title: 'outer joins',
  schema: shop,
  cases: [
    [
      'of LEFT, ON holds for the right side only',
      'select * from projects p left join tasks t on t.project_id = p.id and p.organization_id = :org',
      'projects:vacuous tasks:by-parent',
    ],
    [
      'a condition on the right side in ON',
      'select * from projects p left join tasks t on t.project_id = p.id and t.organization_id = :org',
      'projects:unscoped tasks:scoped',
    ],
    [
      'of LEFT, WHERE on the left side holds for both',
      'select * from projects p left join tasks t on t.project_id = p.id where p.organization_id = :org',
      'projects:scoped tasks:by-parent',
    ],
    [
      'of RIGHT, ON holds for the left side only',
      'select * from tasks t right join projects p on t.project_id = p.id and t.organization_id = :org',
      'tasks:scoped projects:unscoped',
    ],
    [
      'of RIGHT, a condition on the right side in ON does nothing',
      'select * from tasks t right join projects p on t.project_id = p.id and p.organization_id = :org',
      'tasks:by-parent projects:vacuous',
    ],
    [
      'of FULL, ON holds for neither',
      'select * from projects p full join tasks t on t.project_id = p.id and p.organization_id = :org and t.organization_id = :org',
      'projects:vacuous tasks:vacuous',
      'undecided',
    ],
    [
      'a strict condition in WHERE makes LEFT inner',
      'select * from projects p left join tasks t on t.project_id = p.id where t.organization_id = :org',
      'projects:by-parent tasks:scoped',
    ],
    ...strict.map((test): Case => [`strict: ${test}`, `select p.id, t.id ${onOurs} where ${test}`, 'projects:scoped tasks:scoped']),
    ...lenient.map((test): Case => [`not strict: ${test}`, `select p.id, t.id ${onOurs} where ${test}`, 'projects:vacuous tasks:scoped']),
    [
      'strict: = a scalar subquery',
      `select p.id, t.id ${onOurs} where t.points = (select max(id) from plans)`,
      'projects:scoped tasks:scoped plans:global',
    ],
    [
      'USING over a FULL join and an inner one',
      'select * from projects p full join tasks t using (organization_id) join comments c using (organization_id) where c.organization_id = :org',
      'projects:scoped tasks:scoped comments:scoped',
    ],
    [
      'USING over a RIGHT join and an inner one',
      'select * from projects p right join tasks t using (organization_id) join comments c using (organization_id) where p.organization_id = :org',
      'projects:scoped tasks:scoped comments:scoped',
    ],
    [
      'a strict condition in an inner ON above',
      `select p.id, t.id ${onOurs} join plans on plans.id = t.points`,
      'projects:scoped tasks:scoped plans:global',
    ],
    [
      'a strict condition in an outer ON above',
      `select p.id, t.id ${onOurs} left join plans on plans.id = t.points`,
      'projects:vacuous tasks:scoped plans:global',
    ],
    [
      'FULL with one strict side becomes LEFT',
      'select * from projects p full join tasks t on t.project_id = p.id where p.organization_id = :org',
      'projects:scoped tasks:by-parent',
    ],
    [
      'FULL with the other strict side becomes RIGHT',
      'select * from projects p full join tasks t on t.project_id = p.id where t.organization_id = :org',
      'projects:by-parent tasks:scoped',
    ],
    [
      'FULL with one strict side still opens the other',
      `select p.id from projects p full join tasks t on t.organization_id = p.organization_id and p.organization_id = :org where p.name = 'red'`,
      'projects:vacuous tasks:scoped',
    ],
    [
      'FULL with both strict sides becomes inner',
      `select p.id from projects p full join tasks t on t.organization_id = p.organization_id and p.organization_id = :org
       where p.name = 'red' and t.title = 'red'`,
      'projects:scoped tasks:scoped',
    ],
    [
      'IS NULL over a nullable side is an anti join and no shared row',
      'select p.id from projects p left join labels l on l.name = p.name where p.organization_id = :org and l.organization_id is null',
      'projects:scoped labels:unscoped',
    ],
    [
      'an anti join whose ON holds the tenant',
      `select p.id from projects p left join labels l on l.name = p.name and l.organization_id = p.organization_id
       where p.organization_id = :org and l.id is null`,
      'projects:scoped labels:scoped',
    ],
    [
      'an anti join over a foreign key',
      'select p.id from projects p left join tasks t on t.project_id = p.id where p.organization_id = :org and t.id is null',
      'projects:scoped tasks:by-parent',
    ],
    [
      'IS NOT DISTINCT FROM over a nullable side gives nothing',
      `select p.id from projects p left join labels l on l.name = p.name
       where p.organization_id = :org and l.organization_id is not distinct from :org`,
      'projects:scoped labels:vacuous',
    ],
    [
      'IS NULL in ON is a shared row',
      'select p.id, l.id from projects p left join labels l on l.name = p.name and l.organization_id is null where p.organization_id = :org',
      'projects:scoped labels:scoped',
    ],
    [
      'IS NULL or ours, over a nullable side',
      `select p.id, l.id from projects p left join labels l on l.name = p.name
       where p.organization_id = :org and (l.organization_id = :org or l.organization_id is null)`,
      'projects:scoped labels:vacuous',
    ],
    [
      'IS NULL of a row that something else shows to be there is a shared row',
      `select p.id, l.id from projects p left join labels l on l.name = p.name
       where p.organization_id = :org and l.organization_id is null and l.name = 'red'`,
      'projects:scoped labels:scoped',
    ],
    [
      'IS NULL of a row that hangs on one that is there',
      `select p.id, l.id from projects p left join labels l on l.name = p.name left join tasks t on t.title = l.name and t.organization_id = :org
       where p.organization_id = :org and t.points = 1 and l.organization_id is null`,
      'projects:scoped labels:scoped tasks:scoped',
    ],
    [
      'IS NULL of a row on which one hangs that may be missing',
      `select p.id, l.id from projects p left join labels l on l.name = p.name left join tasks t on t.title = l.name and t.organization_id = :org
       where p.organization_id = :org and l.organization_id is null`,
      'projects:scoped labels:unscoped tasks:scoped',
    ],
    [
      'IS NULL or ours, in ON',
      `select p.id, l.id from projects p left join labels l on l.name = p.name and (l.organization_id = :org or l.organization_id is null)
       where p.organization_id = :org`,
      'projects:scoped labels:scoped',
    ],
    [
      'NATURAL is USING over common columns',
      'select theme from settings natural join projects where organization_id = :org',
      'settings:scoped projects:scoped',
    ],
    [
      'NATURAL LEFT',
      'select theme from settings natural left join projects where organization_id = :org',
      'settings:scoped projects:scoped',
    ],
    [
      'USING of an inner join',
      'select p.id from projects p join tasks t using (organization_id) where organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    [
      'of LEFT, the merged column is the left one',
      'select p.id from projects p left join tasks t using (organization_id) where organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    [
      'of RIGHT, the merged column is the right one',
      'select p.id from projects p right join tasks t using (organization_id) where organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    [
      'by the name that USING has',
      'select p.id from projects p join tasks t using (organization_id) as both_of where both_of.organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    [
      'by the name of one USING of two',
      `select p.id from projects p join tasks t using (organization_id) as x join comments c using (organization_id) as y where x.organization_id = :org`,
      'projects:scoped tasks:scoped comments:scoped',
    ],
    [
      'a key by the name that USING has',
      'select p.id from projects p join tasks t using (id) as both_of where both_of.id = :org',
      'projects:by-key tasks:by-key',
    ],
    [
      'of FULL, fixing the merged column fixes both',
      'select p.id, t.id from projects p full join tasks t using (organization_id) where organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    [
      'of FULL, a test of the merged column makes neither side present',
      `select p.id, l.id from projects p full join labels l using (name)
       where name = 'red' and p.organization_id = :org and l.organization_id is null`,
      'projects:scoped labels:unscoped',
    ],
    [
      'a column that FULL merged is either side’s above',
      `select p.id, t.id, l.id from (projects p full join tasks t using (organization_id)) join labels l using (organization_id)
       where l.organization_id = :org`,
      'projects:scoped tasks:scoped labels:scoped',
    ],
    [
      'a join above a FULL merge makes neither side present',
      `select p.id, t.id from (projects p full join tasks t on p.id = t.project_id and p.organization_id = :org) join labels l on l.name = coalesce(p.name, t.title)
       where l.organization_id = :org`,
      'projects:vacuous tasks:unscoped labels:scoped',
    ],
    [
      'ON of an upper LEFT says nothing of what is below',
      `select p.id from projects p left join tasks t on t.project_id = p.id left join comments c on c.task_id = t.id and t.organization_id = :org`,
      'projects:unscoped tasks:vacuous comments:by-parent',
    ],
    [
      'nested LEFT joins',
      `select p.id, c.id from projects p left join (tasks t left join comments c on c.task_id = t.id) on t.project_id = p.id
       where p.organization_id = :org`,
      'projects:scoped tasks:by-parent comments:by-parent',
    ],
    [
      'a strict condition on the innermost of nested LEFT joins',
      `select p.id, c.id from projects p left join tasks t on t.project_id = p.id left join comments c on c.task_id = t.id
       where c.organization_id = :org`,
      'projects:by-parent tasks:by-parent comments:scoped',
    ],
    [
      'the rejection of NULL travels through an output column',
      `select x.torg from (select p.name, t.organization_id as torg from projects p
         left join tasks t on t.organization_id = p.organization_id and p.organization_id = :org) x where x.torg is not null`,
      'projects:scoped tasks:scoped',
    ],
    [
      'it does not travel where nothing rejects',
      `select x.torg from (select p.name, t.organization_id as torg from projects p
         left join tasks t on t.organization_id = p.organization_id and p.organization_id = :org) x where x.torg is not distinct from :org`,
      'projects:vacuous tasks:scoped',
    ],
    [
      'a join with a name of its own',
      'select x.name from (projects p left join tasks t on t.project_id = p.id) as x (pid, org) where x.org = :org',
      'projects:scoped tasks:by-parent',
    ],
    [
      'the right side of a LEFT JOIN LATERAL',
      `select p.id, x.id from projects p left join lateral (select t.id from tasks t where t.project_id = p.id) x on true where p.organization_id = :org`,
      'projects:scoped tasks:by-parent',
    ],
    [
      'a condition in the ON of a LEFT JOIN LATERAL is not for the left',
      `select p.id, x.id from projects p left join lateral (select t.id from tasks t where t.project_id = p.id) x on p.organization_id = :org`,
      'projects:vacuous tasks:by-parent',
    ],
    [
      'what one of two sides within a side says of what is around them',
      `select c.id from projects p
       left join (tasks t left join labels l on t.organization_id = :org left join comments c on true) on c.organization_id = t.organization_id
       where p.organization_id = :org`,
      'projects:scoped tasks:vacuous labels:unscoped comments:unscoped',
    ],
    [
      'a column that is NULL where no row is found, asked for from outside',
      `select d.name from (select p.name, t.points as p2 from projects p left join tasks t on t.points = p.rank where p.organization_id = :org) d
       where d.p2 is null`,
      'projects:scoped tasks:unscoped',
    ],
    [
      'the same of a FULL JOIN',
      `select d.name from (select p.name, t.points as p2 from projects p full join tasks t on t.points = p.rank where p.organization_id = :org) d
       where d.p2 is null`,
      'projects:scoped tasks:unscoped',
    ],
    [
      'the same of WITH, twice within',
      `with w as (select p.name, t.points as p2 from projects p left join tasks t on t.points = p.rank where p.organization_id = :org)
       select x.name from (select w.name, w.p2 as p3 from w) x where x.p3 is null`,
      'projects:scoped tasks:unscoped',
    ],
    [
      'the same of one arm of a UNION',
      `select d.name from (select p.name, t.points as p2 from projects p left join tasks t on t.points = p.rank where p.organization_id = :org
         union all select t.title, t.points from tasks t where t.organization_id = :org) d
       where d.p2 is null`,
      'projects:scoped tasks:unscoped tasks:scoped',
    ],
    [
      'one that is not NULL, asked for from outside',
      `select d.name from (select p.name, t.organization_id as of from projects p left join tasks t on t.points = p.rank) d where d.of = :org`,
      'projects:unscoped tasks:scoped',
    ],
  ],
}
