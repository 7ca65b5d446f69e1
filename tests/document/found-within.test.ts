import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'
import { verdictsOfPrismaApp } from '../support/app-verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table rooms (id uuid primary key, organization_id uuid not null references organizations);
create table files (id uuid primary key, organization_id uuid not null references organizations, name text);
create table placings (room_id uuid not null references rooms, file_id uuid not null references files, primary key (room_id, file_id));
`

/** The verdict on a file of a key behind a query that has found something. */
function behind(asked: string): string | undefined {
  const program = `export async function run(org: string, id: string, other: string, db: any) {
  const found = await db.maybeOne(sql\`${asked}\`)
  if (!found) return undefined
  await db.query(sql\`update files set name = 'x' where id = \${id}\`)
}`
  return verdictsOf(program, schema).at(-1)
}

describe('a row that another query has found within itself', () => {
  it.each([
    'select id from organizations o where id = ${org} and exists (select 1 from files f where f.organization_id = o.id and f.id = ${id})',
    'select id from rooms where organization_id = ${org} and ${org} in (select organization_id from files where id = ${id} and organization_id = ${org})',
    'select id from rooms r where organization_id = ${org} and exists (select 1 from placings p where p.room_id = r.id and p.file_id in (select id from files where id = ${id} and organization_id = ${org}))',
    'select id from rooms where exists (select 1 from files where id = ${id} and organization_id = ${org} group by id)',
  ])('is the tenant’s: %s', (asked) => {
    expect(behind(asked)).toBe('files: by-row')
  })

  it.each([
    'select id from organizations o where id = ${org} and not exists (select 1 from files f where f.organization_id = o.id and f.id = ${id})',
    'select id from organizations o where id = ${org} and (exists (select 1 from files f where f.organization_id = o.id and f.id = ${id}) or id = ${other})',
    'select id from rooms where organization_id = ${org} and id not in (select id from files where id = ${id} and organization_id = ${org})',
    'select id from rooms where organization_id = ${org} and exists (select count(*) from files where id = ${id} and organization_id = ${org})',
    'select id from rooms where organization_id = ${org} and exists (select 1 from files where id = ${other} and organization_id = ${org})',
    'select id from rooms where organization_id = ${org} and exists (select 1 from files where id = ${id})',
  ])('is anybody’s: %s', (asked) => {
    expect(behind(asked)).toBe('files: by-key')
  })
})

const prisma = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id    String @id
    files File[]
  }
  model File {
    id             String       @id
    name           String
    organizationId String
    organization   Organization @relation(fields: [organizationId], references: [id])
    placings       Placing[]
  }
  model Placing {
    id     String @id
    fileId String
    file   File   @relation(fields: [fileId], references: [id])
  }`

describe('a row that hangs on what Prisma has found', () => {
  it.each([
    ['organization.findUnique({ where: { id: org, files: { some: { id } } } })', 'by-row'],
    ['organization.findUnique({ where: { id: org, files: { some: { id: { equals: id } } } } })', 'by-row'],
    ['placing.findFirst({ where: { file: { id, organizationId: org } } })', 'by-row'],
    ['organization.findUnique({ where: { id: org, files: { none: { id } } } })', 'by-key'],
    ['organization.findUnique({ where: { id: org, files: { every: { id } } } })', 'by-key'],
    ['organization.findFirst({ where: { OR: [{ id: org }, { files: { some: { id } } }] } })', 'by-key'],
  ])('is the tenant’s where it is there: %s', (asked, verdict) => {
    const app = `export async function run(id: string, org: string) {
  const found = await prisma.${asked}
  if (!found) throw new Error('no')
  return prisma.file.findUnique({ where: { id } })
}`
    expect(verdictsOfPrismaApp(prisma, app).at(-1)).toBe(verdict)
  })
})
