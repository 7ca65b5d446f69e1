import { describe, expect, it } from 'vitest'
import { readCalls } from './support/read-calls.ts'

const db = `
import { PrismaClient } from '@prisma/client'
export const prisma = new PrismaClient()
export class PrismaService extends PrismaClient {}
export interface Services { inner: PrismaClient; readonly projects: PrismaClient['project']; all(): PrismaClient; open: () => Promise<PrismaClient> }
let cache: Services | undefined
export async function init(): Promise<Services> {
  if (cache) return cache
  const inner = new PrismaClient()
  return (cache = { inner, projects: inner.project, all: () => inner, open: async () => inner })
}
export function made(): PrismaClient { return globalThis.made }
export const bound = (): Services => globalThis.services
export const kept = {} as Services
export const repositories = { projects: prisma.project, people: prisma.user } as const
export const projectsOf = (x: PrismaClient) => x.project
export default class ProjectService { constructor(readonly delegate = prisma.project) {} }
`

const accessesIn = (program: string): string[] =>
  readCalls(
    `import { Prisma, PrismaClient } from '@prisma/client'\nimport { prisma, PrismaService, Services, bound, init, made, kept, repositories, projectsOf } from './db'\n${program}`,
    {
      files: { 'db.ts': db },
    },
  ).flatMap(({ accesses }) => accesses)

const call = 'findMany({ where: { name: "open" } })'
const told = ['read projects: unscoped']

describe('a delegate', () => {
  it.each([
    ['is taken by its type', `export const f = (all: Prisma.ProjectDelegate) => all.${call}`],
    ['is taken by its type with what extensions add', `export const f = (all: Prisma.ProjectDelegate<ExtArgs>) => all.${call}`],
    ['is taken as a part of the client', `export const f = (all: PrismaClient['project']) => all.${call}`],
    ['is taken as a part of a transaction', `export const f = (all: Prisma.TransactionClient['project']) => all.${call}`],
    ['is taken as a part of the client that there is', `export const f = (all: (typeof prisma)['project']) => all.${call}`],
    ['is taken as what there is', `export const f = (all: typeof prisma.project) => all.${call}`],
    [
      'is handed to a constructor',
      `class A { constructor(private readonly all: Prisma.ProjectDelegate) {}\n f() { return this.all.${call} } }`,
    ],
    ['is a field', `class A { private all = prisma.project\n f() { return this.all.${call} } }`],
    ['is a private field', `class A { #all = prisma.project\n f() { return this.#all.${call} } }`],
    [
      'is a field of the client that is injected',
      `class A { private all = this.db.project\n constructor(private db: PrismaService) {}\n f() { return this.all.${call} } }`,
    ],
    ['is a field that is typed', `class A { private all: Prisma.ProjectDelegate\n f() { return this.all.${call} } }`],
    [
      'is set by the constructor',
      `class A { private all\n constructor(db: PrismaService) { this.all = db.project }\n f() { return this.all.${call} } }`,
    ],
    [
      'is given by a getter',
      `class A { constructor(private db: PrismaService) {}\n private get all() { return this.db.project }\n f() { return this.all.${call} } }`,
    ],
    [
      'is given by a method',
      `class A { constructor(private db: PrismaService) {}\n private all() { return this.db.project }\n f() { return this.all().${call} } }`,
    ],
    ['is in an object', `export const f = () => repositories.projects.${call}`],
    ['is given by a function', `export const f = () => projectsOf(prisma).${call}`],
    [
      'is inherited',
      `class B { constructor(protected all: Prisma.ProjectDelegate) {} }\nclass A extends B { f() { return this.all.${call} } }`,
    ],
    ['is part of a typed container', `export const f = (all: Services) => all.projects.${call}`],
    ['is part of what a function is said to give', `export const f = () => bound().projects.${call}`],
  ])('%s', (_, program) => {
    expect(accessesIn(program)).toEqual(told)
  })
})

describe('a method that an extension adds', () => {
  const extended = (body: string): string => `export const x = prisma.$extends({ name: 'more', model: { ${body} } })`
  it.each([
    [
      'to a model',
      extended(`project: { async open() { const context = Prisma.getExtensionContext(this); return context.${call} } }`),
      told,
    ],
    ['to a model, at once', extended(`project: { open: () => Prisma.getExtensionContext(this).${call} }`), told],
    [
      'held to the tenant',
      extended(
        `project: { open(organizationId: string) { return Prisma.getExtensionContext(this).findMany({ where: { organizationId } }) } }`,
      ),
      ['read projects: scoped'],
    ],
    ['to all models', extended(`$allModels: { open() { return Prisma.getExtensionContext(this).${call} } }`), []],
    [
      'of an extension by itself',
      `export const x = Prisma.defineExtension({ model: { project: { open() { return Prisma.getExtensionContext(this).${call} } } } })`,
      told,
    ],
    ['that asks the client', extended(`project: { open: () => prisma.project.${call} }`), told],
  ])('%s', (_, program, expected) => {
    expect(accessesIn(program)).toEqual(expected)
  })
})

describe('a client', () => {
  it.each([
    ['is part of a typed container', `export const f = (all: Services) => all.inner.project.count()`],
    ['is given by a method of a typed container', `export const f = (x: Services) => x.all().project.count()`],
    ['is given by a function of a typed container', `export const f = async (x: Services) => (await x.open()).project.count()`],
    ['is part of what a typed function gives', `export const f = async () => { const x = await init(); return x.inner.project.count() }`],
    [
      'is taken out of what a typed function gives',
      `export const f = async () => { const { inner: x } = await init(); return x.project.count() }`,
    ],
    ['is what a typed function gives', `const x = made()\nexport const f = () => x.project.count()`],
    ['is put into a typed constant', `const x: PrismaClient = start()\nexport const f = () => x.project.count()`],
    ['is said to be one', `const x = start() as PrismaClient\nexport const f = () => x.project.count()`],
    ['is said to be one as it is used', `export const f = (x) => (x as PrismaClient).project.count()`],
    ['is part of a constant that is typed', `const x: Services = start()\nexport const f = () => x.inner.project.count()`],
    ['is part of what is said to be filled', `export const f = () => kept.inner.project.count()`],
  ])('%s', (_, program) => {
    expect(accessesIn(program)).toEqual(told)
  })
})

describe('what is no delegate gives nothing', () => {
  it.each([
    ['a type of ours', `interface ProjectDelegate { findMany(x: object): void }\nexport const f = (all: ProjectDelegate) => all.${call}`],
    ['a type of another model', `export const f = (all: Prisma.GhostDelegate) => all.${call}`],
    ['a list', `class A { private all = prisma.project.findMany\n f() { return this.all.${call} } }`],
    ['another type of the client', `export const f = (all: Prisma.ProjectWhereInput) => all.${call}`],
  ])('%s', (_, program) => {
    expect(accessesIn(program)).toEqual([])
  })
})
