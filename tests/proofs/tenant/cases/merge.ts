import type { Group } from './case.ts'
import { shop } from './schemas.ts'

const source = `(select :projects.id::uuid as id, :org::uuid as organization_id, 7 as rank) s`

export const merge: Group = {
  title: 'MERGE',
  schema: shop,
  cases: [
    [
      'a row for each of the tenants',
      'merge into labels l using organizations o on l.organization_id = o.id when not matched then insert (id, organization_id) values (gen_random_uuid(), o.id)',
      'labels.insert:unscoped labels.match:unscoped organizations:global',
    ],
    [
      'a row for one of the tenants',
      `merge into labels l using (select * from organizations where id = :org) o on l.organization_id = o.id and l.name = 'new' when not matched then insert (id, organization_id, name) values ('40000000-0000-4000-8000-100000000001', o.id, 'new')`,
      'labels.insert:scoped labels.match:scoped organizations:scoped',
    ],
    [
      'MATCHED with the tenant in ON',
      `merge into projects p using ${source} on p.id = s.id and p.organization_id = s.organization_id when matched then update set rank = s.rank`,
      'projects.update:scoped',
    ],
    [
      'MATCHED by a key alone',
      `merge into projects p using ${source} on p.id = s.id when matched then update set rank = s.rank`,
      'projects.update:by-key',
    ],
    [
      'the action’s AND holds too',
      `merge into projects p using ${source} on p.id = s.id when matched and p.organization_id = :org then update set rank = s.rank`,
      'projects.update:scoped',
    ],
    [
      'action by action',
      `merge into comments c using ${source} on c.task_id is null
       when matched and c.organization_id = :org then delete when matched then update set body = 'x'`,
      'comments.delete:scoped comments.update:unscoped',
    ],
    ['MATCHED DO NOTHING', `merge into projects p using ${source} on p.id = s.id when matched then do nothing`, ''],
    [
      'ON holds for the source',
      `merge into projects p using tasks t on t.project_id = p.id and p.organization_id = :org when matched and t.points = 99 then update set rank = t.points`,
      'projects.update:scoped tasks:by-parent',
    ],
    [
      'NOT MATCHED: the source must be restricted by itself',
      `merge into projects p using tasks t on p.id = t.id and t.organization_id = :org and p.organization_id = t.organization_id
       when not matched then insert (id, organization_id, rank) values (t.id, t.organization_id, 1)`,
      'projects.insert:scoped projects.match:scoped tasks:unscoped',
    ],
    [
      'NOT MATCHED with a source that is',
      `merge into projects p using (select * from tasks where organization_id = :org) t on p.id = t.id and p.organization_id = t.organization_id
       when not matched then insert (id, organization_id, rank) values (t.id, t.organization_id, 1)`,
      'projects.insert:scoped projects.match:scoped tasks:scoped',
    ],
    [
      'NOT MATCHED BY TARGET is the same',
      `merge into projects p using (select * from tasks where organization_id = :org) t on p.id = t.id and p.organization_id = t.organization_id
       when not matched by target then insert (id, organization_id, rank) values (t.id, t.organization_id, 1)`,
      'projects.insert:scoped projects.match:scoped tasks:scoped',
    ],
    [
      'a target by its key alone is like DO NOTHING',
      `merge into projects p using ${source} on p.id = s.id when not matched then insert (id, organization_id, rank) values (s.id, s.organization_id, s.rank)`,
      'projects.insert:scoped projects.match:scoped',
    ],
    [
      'a target by a reference tells of others',
      `merge into tasks t using ${source} on t.project_id = s.id when not matched then insert (id, organization_id, project_id) values (gen_random_uuid(), s.organization_id, s.id)`,
      'tasks.insert:scoped tasks.match:by-reference',
    ],
    [
      'a target by nothing tells of others',
      `merge into comments c using (select :org::uuid as organization_id, 'red' as body) s on c.body = s.body
       when not matched then insert (id, organization_id, body) values (gen_random_uuid(), s.organization_id, s.body)`,
      'comments.insert:scoped comments.match:unscoped',
    ],
    [
      'the row that is inserted sets the tenant',
      `merge into labels l using ${source} on l.id = s.id when not matched then insert (id, name) values (s.id, 'x')`,
      'labels.insert:unscoped labels.match:scoped',
    ],
    [
      'both actions',
      `merge into projects p using ${source} on p.id = s.id and p.organization_id = s.organization_id
       when matched then update set rank = s.rank when not matched then insert (id, organization_id, rank) values (s.id, s.organization_id, s.rank)`,
      'projects.update:scoped projects.insert:scoped projects.match:scoped',
    ],
    [
      'NOT MATCHED BY SOURCE: ON does not hold for the target',
      `merge into comments c using (select * from tasks where organization_id = :org) t on c.task_id = t.id and c.organization_id = :org
       when not matched by source then delete`,
      'comments.delete:unscoped tasks:scoped',
    ],
    [
      'NOT MATCHED BY SOURCE: the action’s AND holds',
      `merge into comments c using (select * from tasks where organization_id = :org) t on c.task_id = t.id
       when not matched by source and c.organization_id = :org then delete`,
      'comments.delete:scoped tasks:scoped',
    ],
    [
      'NOT MATCHED BY SOURCE: the source is asked over ON',
      `merge into comments c using tasks t on c.task_id = t.id when not matched by source and c.organization_id = :org then delete`,
      'comments.delete:scoped tasks:by-parent',
    ],
    [
      'NOT MATCHED BY SOURCE: a source that says nothing of us',
      `merge into comments c using tasks t on c.body = t.title when not matched by source and c.organization_id = :org then delete`,
      'comments.delete:scoped tasks:unscoped',
    ],
    [
      'a subquery in the action’s AND',
      `merge into projects p using ${source} on p.id = s.id and p.organization_id = s.organization_id
       when matched and exists (select from tasks t where t.project_id = p.id) then update set rank = 3`,
      'projects.update:scoped tasks:by-parent',
    ],
    [
      'RETURNING',
      `with m as (merge into projects p using ${source} on p.id = s.id and p.organization_id = s.organization_id
         when matched then update set rank = s.rank returning p.id, p.organization_id)
       select m.id from m join tasks t on t.organization_id = m.organization_id`,
      'projects.update:scoped tasks:unscoped',
    ],
  ],
}
