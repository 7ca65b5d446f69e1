import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

const asked = 'const row = await db.one(sql`select * from projects where id = ${id}`)\n'

function verdict(before: string, check: string, beside: Readonly<Record<string, string>> = {}): string | undefined {
  const program = `${before}\nexport async function run(org: string, id: string, user: any) {\n${asked}${check}\nreturn row\n}\n`
  return verdictsOf(program, schema, beside)
    .find((one) => one.startsWith('projects'))
    ?.replace('projects: ', '')
}

const throwing = 'if (!it) throw new Error(message)'
const further = 'if (!it) fail(message)'
const logging = 'if (!it) console.warn(message)'
const saying = 'if (!it) say(message)'

describe('what is called like an assertion', () => {
  const modules: readonly (readonly [string, string, (body: string) => string])[] = [
    [
      "import assert from './own'",
      'assert(row.organization_id === org)',
      (body) => `export default function assert(it, message) { ${body} }`,
    ],
    [
      "import { invariant } from './own'",
      'invariant(row.organization_id === org)',
      (body) => `export const invariant = (it, message) => { ${body} }`,
    ],
    ["import * as assert from './own'", 'assert.ok(row.organization_id === org)', (body) => `export function ok(it, message) { ${body} }`],
    [
      "import * as assert from './own'",
      'assert.equal(row.organization_id, org)',
      (body) => `export function equal(it, message) { ${body} }`,
    ],
  ]
  const functions =
    '\nfunction say(message) { logger.error(message); console.trace() }\nfunction fail(message) { throw new Error(message) }'
  const verdictOf = (body: string): readonly (string | undefined)[] =>
    modules.map(([before, check, own]) => verdict(before, check, { 'own.ts': own(body) + functions }))
  it.each([logging, saying, ''])('holds nothing where the program itself has made it and it goes on: %s', (body) => {
    expect(verdictOf(body)).toEqual(modules.map(() => 'by-key'))
  })
  it.each([throwing, further, 'if (!it) report(message)', 'if (!it) return process.exit(1)'])('holds it where it may not: %s', (body) => {
    expect(verdictOf(body)).toEqual(modules.map(() => 'by-guard'))
  })
  it('holds it where it cannot be seen', () => {
    expect(modules.map(([before, check]) => verdict(before, check))).toEqual(modules.map(() => 'by-guard'))
  })
})

describe('what is called like a check of rights', () => {
  const own = (body: string): string => `async function ensureAccess(of, user) { const it = of === user.of; const message = 'no'; ${body} }`
  const check = 'await ensureAccess(row.organization_id, user)'
  it('holds nothing where it is seen to go on', () => {
    expect(verdict(own(logging), check)).toBe('by-key')
  })
  it.each([throwing, 'if (!it) await refuse(message)'])('holds it where it may not: %s', (body) => {
    expect(verdict(own(body), check)).toBe('by-guard')
  })
  it('holds it where it cannot be seen', () => {
    expect(verdict('', check)).toBe('by-guard')
  })
})

describe('a check of rights that throws, and says the same to everybody', () => {
  const own = (more: string): string =>
    `async function assertCommentsAllowed(projectId) { const row = await prisma.project.findUnique({ where: { id: projectId } }); ${more}if (!row?.comments) throw new Error('off') }`
  it.each([
    'await assertCommentsAllowed(id)',
    'await assertCommentsAllowed(row.id)',
    'await Promise.all([assertCommentsAllowed(id), log(id)])',
  ])('is none: %s', (check) => {
    expect(verdict(own(''), check)).toBe('by-key')
  })
  it.each(['if (row.closed && !session.isOpen) throw new Error()\n', 'await mayRead(projectId)\n'])(
    'is one where it knows who asks: %s',
    (more) => {
      expect(verdict(own(more), 'await assertCommentsAllowed(row.id)')).toBe('by-guard')
    },
  )
})
