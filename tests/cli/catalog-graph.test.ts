import { describe, expect, it } from 'vitest'
import { catalogDot } from '../../src/cli/catalog-dot.ts'
import { catalogMermaid } from '../../src/cli/catalog-mermaid.ts'
import { readSettings } from '../../src/settings/read.ts'
import { makeRepository } from '../project/temp-project.ts'
import { catalogOf } from '../support/catalog.ts'
import { shop } from '../support/shop.ts'
import { tenancy } from './run.ts'

const { settings } = readSettings({ followForeignKeys: true })
const more = `create table seats (id int primary key, event_id bigint not null unique references events, "a b" numeric(10, 2)[]);
create table "s""; }\nx" ("--" int primary key, "p""q]" int references "s""; }\nx" ("--"));`
const catalog = catalogOf({ 'a.sql': shop + more })

describe('tenancy catalog --format mermaid', () => {
  const lines = catalogMermaid(catalog, settings).split('\n')

  it('has the tables with their kinds and columns', () => {
    expect(lines[0]).toBe('erDiagram')
    expect(lines.filter((line) => /^ {2}t\d+\[/.test(line))).toEqual([
      '  t1["events (tenant)"] {',
      '  t2["memberships (membership)"] {',
      '  t3["organizations (tenants)"] {',
      '  t4["plans (global)"] {',
      '  t5["s#34;#59; #125;#10;x (global)"] {',
      '  t6["seats (through a parent)"] {',
      '  t7["templates (tenant)"] {',
      '  t8["tickets (tenant)"] {',
      '  t9["users (global)"] {',
    ])
    expect(lines).toContain('    bigint event_id FK, UK "not null"')
    expect(lines).toContain('    numeric(10-2)[] a_b "a b"')
    expect(lines).toContain('    integer p_q_ FK "p#34;q#93;"')
  })

  it('marks foreign keys that have no index, and how many rows there may be', () => {
    expect(lines).toContain('  t8 }o--|| t1 : "event_id (no index)"')
    expect(lines).toContain('  t8 }o--o| t9 : "holder_id (no index)"')
    expect(lines).toContain('  t6 |o--|| t1 : "event_id"')
  })

  it('colors each kind', () => {
    expect(lines).toContain('  class t2 membership')
    expect(lines).toContain('  class t6 through_a_parent')
    expect(lines.filter((line) => line.startsWith('  classDef'))).toHaveLength(5)
  })

  it('has nothing on a line that is not of the diagram', () => {
    const known =
      /^(?:erDiagram| {2}t\d+\["[^"]*"\](?: \{)?| {4}[A-Za-z][\w()[\]-]* [A-Za-z]\w*(?: (?:PK|FK|UK)(?:, (?:PK|FK|UK))*)?(?: "[^"]*")?| {2}\}| {2}t\d+ [|}]o--(?:o\||\|\|) t\d+ : "[^"]*"| {2}class(?:Def)? [\w]+ .*)$/
    expect(lines.filter((line) => !known.test(line))).toEqual([])
  })
})

describe('tenancy catalog --format dot', () => {
  const lines = catalogDot(catalog, settings).split('\n')

  it('has the tables with their kinds, and what leads from one to another', () => {
    expect(lines).toContain('  "memberships" [label="memberships\\nmembership", shape=hexagon, fillcolor="#bbf7d0"]')
    expect(lines).toContain('  "seats" -> "events" [label="event_id"]')
    expect(lines).toContain('  "tickets" -> "users" [label="holder_id (no index)", color=red, fontcolor=red, penwidth=2, style=dashed]')
  })

  it('escapes names', () => {
    const name = '"s\\"; }\\nx"'
    expect(lines).toContain(`  ${name} -> ${name} [label="p\\"q] (no index)", color=red, fontcolor=red, penwidth=2, style=dashed]`)
    expect(lines.filter((line) => !/^(?:digraph catalog \{|\}| {2}[\w"].*)$/.test(line))).toEqual([])
  })
})

describe('the formats of tenancy catalog', () => {
  const cwd = makeRepository({ 'migrations/1.sql': shop })

  it.each([
    ['sql', 'CREATE TABLE organizations ('],
    ['mermaid', 'erDiagram\n'],
    ['dot', 'digraph catalog {\n'],
  ])('print %s', (format, begin) => {
    const { code, out } = tenancy(cwd, 'catalog', '--no-config', '--format', format)
    expect({ code, begin: out.slice(0, begin.length) }).toEqual({ code: 0, begin })
  })

  it('say what to type where there is no schema', () => {
    const { code, out, errors } = tenancy(makeRepository({}), 'catalog', '--no-config', '--format', 'sql')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(errors).toContain("Name its files: tenancy catalog --schema 'db/**/*.sql'")
  })
})
