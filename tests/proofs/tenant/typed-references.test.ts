import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table tasks (id bigint primary key, organization_id uuid not null references organizations);
create table companies (id bigint primary key, organization_id uuid not null references organizations);
create table plans (id bigint primary key);
create table notes (
  id bigint primary key, organization_id uuid not null references organizations, subject_type text, subject_id bigint, body text
);
`

/** The verdict of the last query of a function. */
function last(body: string): string | undefined {
  return verdictsOf(`export async function run(org: string, id: string, type: string) {\n${body}\n}\n`, schema).at(-1)
}

const found = 'const task = await db.one(sql`SELECT id FROM tasks WHERE id = ${id} AND organization_id = ${org}`)\n'
const company = found.replaceAll('tasks', 'companies')

describe('notes of any table, which say by a word of which', () => {
  it.each([
    [
      'a task that was loaded for the tenant',
      found + "await db.any(sql`SELECT body FROM notes WHERE subject_type = 'task' AND subject_id = ${task.id}`)",
      'by-row',
    ],
    [
      'one that is asked for, by the key',
      `${found}if (!task) return\nawait db.any(sql\`DELETE FROM notes WHERE subject_type = 'Task' AND subject_id = \${id}\`)`,
      'by-row',
    ],
    [
      'a word in the singular',
      company + "await db.any(sql`SELECT body FROM notes WHERE subject_type = 'App\\\\Company' AND subject_id = ${task.id}`)",
      'by-row',
    ],
    [
      'a word of another table',
      company + "await db.any(sql`SELECT body FROM notes WHERE subject_type = 'task' AND subject_id = ${task.id}`)",
      'by-reference',
    ],
    [
      'a word that is not known',
      found + 'await db.any(sql`SELECT body FROM notes WHERE subject_type = ${type} AND subject_id = ${task.id}`)',
      'unscoped',
    ],
    ['no word', found + 'await db.any(sql`SELECT body FROM notes WHERE subject_id = ${task.id}`)', 'unscoped'],
    ['any task', "await db.any(sql`SELECT body FROM notes WHERE subject_type = 'task' AND subject_id = ${id}`)", 'by-reference'],
    ['what nobody owns', "await db.any(sql`SELECT body FROM notes WHERE subject_type = 'plan' AND subject_id = ${id}`)", 'unscoped'],
    [
      'a join',
      "await db.any(sql`SELECT n.body FROM tasks t JOIN notes n ON n.subject_id = t.id AND n.subject_type = 'task' WHERE t.organization_id = ${org}`)",
      'by-parent',
    ],
    [
      'a join the other way',
      "await db.any(sql`SELECT n.body FROM notes n JOIN tasks t ON n.subject_id = t.id AND n.subject_type = 'task' WHERE n.organization_id = ${org}`)",
      'by-parent',
    ],
    [
      'a join of any word',
      'await db.any(sql`SELECT n.body FROM tasks t JOIN notes n ON n.subject_id = t.id WHERE t.organization_id = ${org}`)',
      'unscoped',
    ],
  ])('%s', (_, body, verdict) => {
    expect(last(body)).toContain(verdict)
  })
})
