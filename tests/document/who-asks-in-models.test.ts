import { describe, expect, it } from 'vitest'
import type { QueryJson } from '../../src/cli/queries.ts'
import { tenancy } from '../cli/run.ts'
import { makeRepository } from '../project/temp-project.ts'

interface Library {
  readonly files: Readonly<Record<string, string>>
  readonly head: string
  readonly project: string
  readonly person: (key: string) => string
  readonly member: (organization: string, user: string) => string
}

const prisma: Library = {
  files: {
    'package.json': JSON.stringify({ dependencies: { '@prisma/client': '6.0.0' } }),
    'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
model Organization {
  id       String    @id
  members  Member[]
  projects Project[]
}
model User {
  id      String    @id
  members Member[]
  owned   Project[]
}
model Member {
  organizationId String
  userId         String
  organization   Organization @relation(fields: [organizationId], references: [id])
  user           User         @relation(fields: [userId], references: [id])
  @@id([organizationId, userId])
}
model Project {
  id             String       @id
  organizationId String
  ownerId        String
  organization   Organization @relation(fields: [organizationId], references: [id])
  owner          User         @relation(fields: [ownerId], references: [id])
}
`,
  },
  head: "import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()",
  project: 'await prisma.project.findUnique({ where: { id } })',
  person: (key) => `await prisma.user.findUnique({ where: { id: ${key} } })`,
  member: (organization, user) =>
    `await prisma.member.findUnique({ where: { organizationId_userId: { organizationId: ${organization}, userId: ${user} } } })`,
}

const typeorm: Library = {
  files: {
    'package.json': JSON.stringify({ dependencies: { typeorm: '0.3.20', pg: '8.0.0' } }),
    'entities.ts': `import { Column, Entity, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm'
@Entity() export class Organization { @PrimaryGeneratedColumn('uuid') id!: string }
@Entity() export class User { @PrimaryGeneratedColumn('uuid') id!: string }
@Entity() export class Member {
  @PrimaryColumn() organizationId!: string
  @PrimaryColumn() userId!: string
  @ManyToOne(() => Organization) organization!: Organization
  @ManyToOne(() => User) user!: User
}
@Entity() export class Project {
  @PrimaryGeneratedColumn('uuid') id!: string
  @Column() organizationId!: string
  @ManyToOne(() => Organization) organization!: Organization
  @Column() ownerId!: string
  @ManyToOne(() => User) owner!: User
}
`,
  },
  head: `import { DataSource } from 'typeorm'
import { Member, Project, User } from './entities'
const ds = new DataSource({ type: 'postgres', entities: [Member, Project, User] })`,
  project: 'await ds.getRepository(Project).findOneBy({ id })',
  person: (key) => `await ds.getRepository(User).findOneBy({ id: ${key} })`,
  member: (organization, user) => `await ds.getRepository(Member).findOneBy({ organizationId: ${organization}, userId: ${user} })`,
}

const rights = ({ member, person }: Library): string => `const SYSTEM = 'system'
async function ensure(organization: string, user: string) { const found = ${member('organization', 'user')}; if (!found) throw new Error() }
async function isMember(organization: string, user: string) { const found = ${member('organization', 'user')}; return !!found }
async function mayRead(organization: string, user: string) { return isMember(organization, user) }
async function isOwn(organization: string, owner: string) { const me = await currentUser(); return isMember(organization, me.id) }
async function personOf(key: string) { return ${person('key')} }`

/** The verdicts on the query of the row, check by check. */
function verdictsFor(library: Library, checks: readonly string[]): readonly (string | undefined)[] {
  const { files, head, project } = library
  const program = (check: string): string =>
    `${head}\n${rights(library)}\nexport async function run(id: string, user: any) {\nconst project = ${project}\n${check}\nreturn project\n}\n`
  const programs = checks.map((check, i) => [`case-${String(i)}.ts`, program(check)] as const)
  const { out } = tenancy(makeRepository({ ...files, ...Object.fromEntries(programs) }), 'queries', '--no-config', '--format', 'json', '.')
  const queries = JSON.parse(out) as QueryJson[]
  return programs.map(([name]) => {
    const accesses = queries.filter(({ file }) => file.endsWith(name)).flatMap((query) => query.accesses)
    return accesses.find(({ table }) => /^project$/i.test(table))?.verdict
  })
}

describe.each(Object.entries({ prisma, typeorm }))('whether somebody is a member, asked with models of %s', (_, library) => {
  const asked = (user: string): readonly string[] => [
    `await ensure(project.organizationId, ${user})`,
    `const found = ${library.member('project.organizationId', user)}\nif (!found) throw new Error()`,
    `if (!(await isMember(project.organizationId, ${user}))) throw new Error()`,
    `if (!(await mayRead(project.organizationId, ${user}))) throw new Error()`,
  ]
  const checksOf = (cases: readonly (readonly [before: string, user: string])[]): readonly string[] =>
    cases.flatMap(([before, user]) => asked(user).map((check) => `${before}\n${check}`))

  it('says nothing where that is somebody whom the row leads to, or who is written out', () => {
    const checks = checksOf([
      [`const owner = ${library.person('project.ownerId')}`, 'owner.id'],
      ['', 'project.ownerId'],
      ['const { ownerId } = project', 'ownerId'],
      ['', "'fixed'"],
      ['', 'SYSTEM'],
    ])
    expect(verdictsFor(library, checks)).toEqual(checks.map(() => 'by-key'))
    const [first = '', , ...others] = checksOf([['const owner = await personOf(project.ownerId)', 'owner.id']])
    expect(verdictsFor(library, [first, ...others])).toEqual(['by-key', 'by-key', 'by-key'])
  })

  it('holds it where that is who asks, or may be', () => {
    const checks = checksOf([
      ['', 'user.id'],
      [`const me = ${library.person('user.id')}`, 'me.id'],
      ['const me = await personOf(user.id)', 'me.id'],
      ['const me = await currentUser()', 'me.id'],
    ])
    const others = [
      'if (!(await isOwn(project.organizationId, project.ownerId))) throw new Error()',
      'if (!(await canRead(project.organizationId, project.ownerId))) throw new Error()',
    ]
    expect(verdictsFor(library, [...checks, ...others])).toEqual([...checks, ...others].map(() => 'by-guard'))
  })
})
