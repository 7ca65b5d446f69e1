import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../../support/verdicts.ts'

const schema = `
create table organizations (id int primary key);
create table projects (id int primary key, organization_id int not null references organizations, name text);
create table tasks (id int primary key, organization_id int not null references organizations, project_id int not null references projects, title text);
create function tasks_json(q text) returns json language sql as $$ select json_agg(t) from tasks t where t.title ilike q $$;
create function of_org(org int) returns json language sql as $$ select json_agg(t) from tasks t where t.organization_id = org $$;
create function titles(q text) returns setof tasks language sql as $$ select * from tasks t where t.title ilike q $$;
create function del_tasks(pid int) returns void language sql as $$ delete from tasks where project_id = pid $$;
create function del_org(org int, pid int) returns void language sql as $$ delete from tasks where project_id = pid and organization_id = org $$;
create function upd(pid int) returns setof tasks language sql as $$ update tasks set title = '' where project_id = pid returning * $$;
create function add_task(org int, pid int) returns int language sql as $$ insert into tasks (id, organization_id, project_id) values (1, org, pid) returning id $$;
create function calls_it(q text) returns json language sql as $$ select tasks_json(q) $$;
create function itself(n int) returns int language sql as $$ select case when n > 0 then itself(n - 1) end from tasks $$;
create function project_count(org int) returns bigint language sql as $$ select count(*) from tasks where organization_id = org $$;
create function of_project(pid int) returns bigint language sql as $$ select count(*) from tasks where project_id = pid $$;
`

describe('what a function of SQL reads or changes that a select list calls', () => {
  it.each([
    ['SELECT tasks_json($1)', 'tasks: unscoped'],
    ['SELECT of_org($1)', 'tasks: scoped'],
    ['SELECT (titles($1)).*', 'tasks: unscoped'],
    ['SELECT lower(tasks_json($1)::text)', 'tasks: unscoped'],
    ['SELECT t.id FROM (SELECT titles($1) AS t) x', 'tasks: unscoped'],
    ['SELECT calls_it($1)', 'tasks: unscoped'],
    ['SELECT itself(1)', 'tasks: unscoped'],
    ['SELECT del_tasks($1)', 'tasks: by-reference'],
    ['SELECT del_org($1, $2)', 'tasks: scoped'],
    ['SELECT * FROM del_tasks($1)', 'tasks: by-reference'],
    ['SELECT * FROM upd($1) WHERE organization_id = $2', 'tasks: by-reference'],
    ['SELECT add_task($1, $2)', 'tasks: scoped'],
    ['SELECT p.id, project_count(p.organization_id) FROM projects p WHERE p.organization_id = $1', 'tasks: scoped projects: scoped'],
    ['SELECT p.id, project_count(p.organization_id) FROM projects p WHERE p.name = $1', 'tasks: unscoped projects: unscoped'],
    ['SELECT p.id, of_project(p.id) FROM projects p WHERE p.organization_id = $1', 'tasks: by-parent projects: scoped'],
    ['SELECT p.id, of_project(p.id) FROM projects p WHERE p.id = $1', 'tasks: by-reference projects: by-key'],
    ['SELECT p.id, (SELECT of_project(p.id)) FROM projects p WHERE p.organization_id = $1', 'tasks: by-parent projects: scoped'],
    ['SELECT p.id, sum(of_project(p.id)) FROM projects p WHERE p.organization_id = $1 GROUP BY p.id', 'tasks: by-parent projects: scoped'],
    ['SELECT sum(of_project(p.id)) FROM projects p WHERE p.organization_id = $1', 'tasks: by-parent projects: scoped'],
    ['SELECT p.id, del_tasks(p.id) FROM projects p WHERE p.organization_id = $1', 'tasks: by-parent projects: scoped'],
    // Of what a condition calls, no more comes out than a yes.
    ['SELECT id FROM tasks WHERE organization_id = $2 AND title = (SELECT tasks_json($1)::text)', 'tasks: scoped'],
    [
      'SELECT id FROM tasks WHERE organization_id = $2 AND project_id IN (SELECT of_project(p.id) FROM projects p WHERE p.organization_id = $2)',
      'tasks: scoped projects: scoped',
    ],
  ])('%s: %s', (sql, expected) => {
    expect(verdictsOf(`db.query(sql\`${sql}\`)`, schema).join(' ')).toBe(expected)
  })
})
