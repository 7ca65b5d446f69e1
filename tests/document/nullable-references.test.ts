import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, organization_id uuid not null references organizations);
create table documents (id uuid primary key, organization_id uuid not null references organizations);
create table comments (id uuid primary key, document_id uuid references documents, created_by_id uuid references users, body text);
`

function verdicts(from: string, where: string): readonly string[] {
  const program = `export const read = (pool: Pool, id: string, organizationId: string) => pool.query(\`SELECT c.body FROM ${from} WHERE ${where}\`, [organizationId, id])`
  return verdictsOf(program, schema, {}, { followForeignKeys: true })
}

const createdBy = 'LEFT JOIN users u ON u.id = c.created_by_id'

describe('what hangs on a row without a tenant column, whose references may be NULL', () => {
  it('is the tenant’s where the row hangs on one that is', () => {
    const from = `comments c ${createdBy} JOIN documents d ON d.id = c.document_id`
    expect(verdicts(from, 'd.organization_id = $1')).toContain('users: by-parent')
    expect(verdicts(from, 'd.organization_id = $1 AND c.document_id = $2')).toContain('users: by-parent')
  })

  it.each([
    [`comments c ${createdBy} JOIN documents d ON d.id = c.document_id`, 'd.id = $2'],
    [`comments c ${createdBy} LEFT JOIN documents d ON d.id = c.document_id AND d.organization_id = $1`, 'true'],
    [`comments c ${createdBy}, documents d`, 'd.organization_id = $1'],
    [`comments c ${createdBy} JOIN documents d ON d.id = c.document_id`, 'd.organization_id = $1 OR c.body IS NULL'],
  ])('is not otherwise: %s WHERE %s', (from, where) => {
    expect(verdicts(from, where)).not.toContain('users: by-parent')
  })
})
