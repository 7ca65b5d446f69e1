import type { Group } from './case.ts'
import { parted } from './schemas.ts'

export const partitions: Group = {
  title: 'partitions',
  schema: parted,
  cases: [
    [
      'a child in the whole',
      'select e.id from events e join projects p on p.id = e.project_id where p.organization_id = :org',
      'events:by-parent projects:scoped',
    ],
    [
      'a child in one part',
      'select e.id from all_events e join projects p on p.id = e.project_id where p.organization_id = :org',
      'all_events:by-parent projects:scoped',
    ],
    [
      'a child in a part of a part',
      'select e.id from all_visits e join projects p on p.id = e.project_id where p.organization_id = :org',
      'all_visits:by-parent projects:scoped',
    ],
    [
      'a child in a part that was attached',
      'select e.id from all_logs e join projects p on p.id = e.project_id where p.organization_id = :org',
      'all_logs:by-parent projects:scoped',
    ],
    [
      'a parent of one part',
      'select p.name from all_events e join projects p on p.id = e.project_id where e.organization_id = :org',
      'all_events:scoped projects:by-parent',
    ],
    [
      'siblings in two parts',
      'select l.id from all_visits e join all_logs l on l.project_id = e.project_id where e.organization_id = :org',
      'all_visits:scoped all_logs:by-parent',
    ],
    ['by-reference', 'select id from all_events where project_id = :projects.id', 'all_events:by-reference'],
    ['without anything', 'select id from all_events', 'all_events:unscoped'],
  ],
}
