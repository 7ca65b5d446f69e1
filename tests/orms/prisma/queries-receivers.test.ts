import { describe, expect, it } from 'vitest'
import { readCalls } from './support/read-calls.ts'

const call = 'project.findMany({ where: { organizationId } })'
const scoped = ['read projects: scoped']

const accessesIn = (program: string, files?: Readonly<Record<string, string>>): string[] =>
  readCalls(program, files && { files }).flatMap(({ accesses }) => accesses)

const db = `
import { PrismaClient } from '@prisma/client'
export const prisma = new PrismaClient()
export default prisma
export const extended = prisma.$extends({ model: {} })
export function client() { return prisma }
export type Tx = Omit<PrismaClient, '$connect' | '$transaction'>
export type FirstOf = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]
`

const service = `
import { Injectable } from '@nestjs/common'
import { PrismaClient } from '@prisma/client'
@Injectable()
export class PrismaService extends PrismaClient {}
`

describe('a client', () => {
  it.each([
    ['is made in the file', `import { PrismaClient } from '@prisma/client'\nconst x = new PrismaClient()\nx.${call}`],
    [
      'is made by what Prisma generates',
      `import { PrismaClient } from '../generated/prisma/client'\nconst x = new PrismaClient({})\nx.${call}`,
    ],
    ['is imported', `import { prisma as x } from './db'\nx.${call}`],
    ['is imported as default', `import x from './db'\nx.${call}`],
    ['comes through a barrel', `import { prisma as x } from './barrel'\nx.${call}`],
    ['comes of a function', `import { client } from './db'\nclient().${call}`],
    [
      'comes of a function that is kept',
      `import { cache } from 'react'\nimport { prisma } from './db'\nconst x = cache(() => prisma)\nexport const f = () => x().${call}`,
    ],
    ['is extended', `import { extended as x } from './db'\nx.${call}`],
    ['is on the object of all', `import * as all from './db'\nall.prisma.${call}`],
    ['is kept for development', `import { PrismaClient } from '@prisma/client'\nconst x = globalThis.y ?? new PrismaClient()\nx.${call}`],
    ['is a parameter', `import { PrismaClient } from '@prisma/client'\nexport const f = (x: PrismaClient) => x.${call}`],
    [
      'is a transaction by its type',
      `import { Prisma } from '@prisma/client'\nexport const f = (x: Prisma.TransactionClient) => x.${call}`,
    ],
    ['is a transaction by a type of ours', `import type { Tx } from './db'\nexport const f = (x: Tx) => x.${call}`],
    ['is a transaction by what is given to it', `import type { FirstOf } from './db'\nexport const f = (x: FirstOf) => x.${call}`],
    ['is that of a transaction', `import { prisma } from './db'\nprisma.$transaction(async (x) => { await x.${call} })`],
    ['may be another', `import { prisma } from './db'\nexport const f = (x?: unknown) => (x ?? prisma).${call}`],
    [
      'is held by this',
      `import { PrismaClient } from '@prisma/client'\nclass A { private readonly x = new PrismaClient()\n f() { return this.x.${call} } }`,
    ],
    [
      'is injected',
      `import { PrismaService } from './service'\nclass A { constructor(private readonly x: PrismaService) {}\n f() { return this.x.${call} } }`,
    ],
    ['is a private field', `import { PrismaService } from './service'\nclass A { #x: PrismaService\n f() { return this.#x.${call} } }`],
    ['is the class around', `import { PrismaClient } from '@prisma/client'\nclass A extends PrismaClient { f() { return this.${call} } }`],
    [
      'is in a context of a known type',
      `import { PrismaClient } from '@prisma/client'\ninterface Context { x: PrismaClient }\nexport const f = (ctx: Context) => ctx.x.${call}`,
    ],
    ['is in a context, by its name', `export const f = ({ ctx }) => ctx.db.${call}`],
    ['is taken out of a context', `export const f = ({ ctx: { prisma, session } }) => prisma.${call}`],
    [
      'is made of a class that another module passes on with all of the library',
      `import { PrismaClient } from './kit'\nconst x = new PrismaClient()\nx.${call}`,
    ],
    ['is asked for by text', `import { prisma } from './db'\nprisma['project'].findMany({ where: { organizationId } })`],
    ['gave its delegate', `import { prisma } from './db'\nconst { project } = prisma\nproject.findMany({ where: { organizationId } })`],
    ['gave its delegate a name', `import { prisma } from './db'\nconst all = prisma.project\nall.findMany({ where: { organizationId } })`],
    ['is of a type that is nowhere', `export const f = (x: Db) => x.${call}`],
  ])('%s', (_, program) => {
    const files = { 'db.ts': db, 'service.ts': service, 'barrel.ts': `export * from './db'`, 'kit.ts': `export * from '@prisma/client'` }
    expect(accessesIn(program, files)).toEqual(scoped)
  })
})

describe('what only looks like a client gives nothing', () => {
  it.each([
    ['lists', `const project = [1]\nproject.find((one) => one)\nconst o = { project: [] }\no.project.findMany`],
    ['maps', `const o = { project: new Map() }\no.project.delete('x')`],
    ['props of a component', `export const A = (props) => <any>props.project.delete()`],
    ['props of a known type', `interface Props { project: { delete(): void } }\nexport const f = (props: Props) => props.project.delete()`],
    ['loaded rows', `export const f = (user) => user.project.update({ name: 'x' })`],
    ['an object of functions', `const api = { project: { findMany: (x) => x } }\napi.project.findMany({ where: {} })`],
    ['an instance of a class of ours', `class Api { project = { findMany: (x) => x } }\nnew Api().project.findMany({ where: {} })`],
    ['a client of HTTP', `import axios from 'axios'\naxios.project.create({ data: {} })`],
    [
      'another library',
      `import { MongoClient } from 'mongodb'\nconst client = new MongoClient('x')\nclient.project.findMany({ where: {} })`,
    ],
    [
      'a client of a service',
      `import { WebClient } from '@slack/web-api'\nconst client = (t: string): WebClient => new WebClient(t)\nclient('x').project.update(textOf('x'))`,
    ],
    ['another library by its type', `import type { Db } from 'mongodb'\nexport const f = (db: Db) => db.project.updateMany({ where: {} })`],
    ['other arguments', `export const f = (store) => store.project.findMany({ status: 'open' })`],
    ['two arguments', `export const f = (db) => db.project.updateMany({ a: 1 }, { $set: { b: 2 } })`],
    ['a model that there is not', `import { PrismaClient } from '@prisma/client'\nnew PrismaClient().ghost.findMany({ where: {} })`],
    [
      'a model by a value',
      `import { PrismaClient } from '@prisma/client'\nconst x = new PrismaClient()\nexport const f = (m) => x[m].findMany({})`,
    ],
    ['methods that there are not', `import { PrismaClient } from '@prisma/client'\nnew PrismaClient().project.fields.name`],
  ])('%s', (_, program) => {
    expect(accessesIn(program)).toEqual([])
  })
})

it('is told at the model in the call', () => {
  const [one] = readCalls(`import { PrismaClient } from '@prisma/client'\nnew PrismaClient().project.findMany()`)
  expect(one).toMatchObject({ accesses: ['read projects: unscoped'], places: ['project'] })
})

describe('what others may name as well is told at the part of the call that brings it', () => {
  const find = (args: string): string => `export const f = (id: string) => prisma.project.findUnique({ where: { id }, ${args} })`
  it.each([
    ['a constant', `const include = { tasks: true }\n${find('include: include')}`, 'include'],
    ['a name alone', `const select = { id: true, tasks: { where: { done: true } } }\n${find('select')}`, 'select'],
    ['what is spread', `const more = { tasks: true }\n${find('include: { ...more }')}`, 'more'],
    ['a part of a constant', `const all = { of: { tasks: true } }\n${find('include: all.of')}`, 'all.of'],
    ['a constant of a constant', `const tasks = { where: { done: true } }\nconst all = { tasks }\n${find('include: all')}`, 'all'],
    ['what a constant is nested in', `const tasks = { where: { done: true } }\n${find('include: { tasks }')}`, 'tasks'],
    ['a constant with a type', `const all = { tasks: true } as const\n${find('include: all satisfies object')}`, 'all'],
    ['what a function gives', `const all = () => ({ tasks: true })\n${find('include: all()')}`, 'all()'],
    [
      'a field',
      `class A { private readonly all = { tasks: true }\n f(id) { return prisma.project.findUnique({ where: { id }, include: this.all }) } }`,
      'this.all',
    ],
    ['another file', `import { withTasks } from './shown'\n${find('include: withTasks')}`, 'withTasks'],
    ['an object of another file', `import * as shown from './shown'\n${find('include: shown.withTasks')}`, 'shown.withTasks'],
    ['what is written for the call', find('include: { tasks: true }'), 'tasks'],
    [
      'what its function has put together',
      `export const f = (id: string) => { const include = { tasks: true }; return prisma.project.findUnique({ where: { id }, include }) }`,
      'tasks',
    ],
  ])('%s', (_, body, at) => {
    const files = { 'shown.ts': 'export const withTasks = { tasks: { where: { done: true } } }' }
    const [one, ...more] = readCalls(`import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\n${body}`, { files })
    expect(more).toEqual([])
    expect(one).toMatchObject({ accesses: ['read tasks: by-reference', 'read projects: by-key'], places: [at, 'project'] })
  })
})
