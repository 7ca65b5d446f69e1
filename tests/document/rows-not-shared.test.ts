import { describe, expect, it } from 'vitest'
import { verdictsBehind, verdictsOf } from '../support/verdicts.ts'

const schema = `
  CREATE TABLE organizations (id bigint PRIMARY KEY);
  CREATE TABLE roles (id bigint PRIMARY KEY, organization_id bigint REFERENCES organizations, name text);`

const asked = 'sql`SELECT * FROM roles WHERE id = ${id} AND (organization_id = ${org} OR organization_id IS NULL)`'
const changed = "return sql`UPDATE roles SET name = '' WHERE id = ${role.id}`"

/** What a row is changed as that is the tenant's or shared, behind a test. */
function verdictOf(test: string): string | undefined {
  const program = `import { sql } from 'postgres'
    export async function run(id: string, org: string, other: any) {
      const [role] = await ${asked}
      ${test}
      ${changed}
    }`
  return verdictsOf(program, schema).at(-1)?.replace('roles: ', '')
}

describe('a row that is the tenant’s or shared, and is known not to be shared', () => {
  it.each([
    ['if (role.organization_id === null) throw new Error()', 'by-row'],
    ['if (null === role.organization_id) throw new Error()', 'by-row'],
    ['if (!role?.organization_id) return', 'by-row'],
    ['if (role.organization_id == undefined) return', 'by-row'],
    ['if (!role || role.organization_id === null) throw new Error()', 'by-row'],
    ['if (role.organization_id !== org) throw new Error()', 'by-row'],
    ['', 'by-key'],
    ['if (role.name === null) throw new Error()', 'by-key'],
    ['if (role.organization_id !== null) throw new Error()', 'by-key'],
    ['if (role.organization_id === undefined) throw new Error()', 'by-key'],
    ['if (role.organization_id === 0) throw new Error()', 'by-key'],
    ['if (role.organization_id === null && !other.isAdmin) throw new Error()', 'by-key'],
    ['if (role.organization_id === null) console.log(role)', 'by-key'],
    ['if (other.organization_id === null) throw new Error()', 'by-key'],
    ['role.organization_id ??= org\n if (role.organization_id === null) throw new Error()', 'by-key'],
  ])('%s: %s', (test, verdict) => {
    expect(verdictOf(test)).toBe(verdict)
  })

  it('is so of what a function gives', () => {
    const own = `import { sql } from 'postgres'
      export async function roleOf(id, org) {
        const [role] = await ${asked}
        if (!role) throw new Error('none')
        return role
      }\n`
    const run = (test: string): string =>
      `export async function run(id: string, org: string) {\n const role = await roleOf(id, org)\n ${test}\n ${changed}\n}`
    const head = "import { sql } from 'postgres'\n"
    const verdictBehind = (test: string): string | undefined => verdictsBehind(own.replace(head, ''), `${head}${run(test)}`, schema).at(-1)
    expect(verdictBehind('if (role.organization_id === null) throw new Error()')).toBe('by-row')
    expect(verdictBehind('if (role.organization_id === undefined) throw new Error()')).toBe('by-key')
  })

  it('is so of what a library loads', () => {
    const entities = `
      import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
      @Entity('roles') export class Role { @PrimaryGeneratedColumn() id!: number; @Column({ name: 'organization_id' }) organizationId!: number | null; @Column() name!: string }`
    const service = (test: string): string => `
      import { IsNull, Repository } from 'typeorm'
      import { Role } from './entities'
      export class Roles {
        constructor(private roles: Repository<Role>) {}
        async rename(org: number, id: number, name: string) {
          const role = await this.roles.findOneOrFail({ where: [{ id, organizationId: org }, { id, organizationId: IsNull() }] })
          ${test}
          await this.roles.update({ id: role.id }, { name })
        }
      }`
    const verdict = (test: string): string | undefined => verdictsOf(service(test), schema, { 'entities.ts': entities }).at(-1)
    expect(verdict('if (role.organizationId === null) throw new Error()')).toBe('roles: by-row')
    expect(verdict('')).toBe('roles: by-key')
  })
})
