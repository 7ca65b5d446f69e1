import { describe, expect, it } from 'vitest'
import { verdicts, type Verdict } from '../../../src/proofs/tenant/verdict.ts'
import type { Query } from '../../../src/query/query.ts'
import { isSameTree } from '../../../src/catalog/same-tree.ts'
import { Dice } from './support/dice.ts'
import { print } from './support/doc.ts'
import { withNumbers } from './support/parameters.ts'
import { randomQuery } from './support/random-query.ts'
import { randomSchema } from './support/random-schema.ts'
import { judgedBy, queryOf, schemaOf, type Schema } from './support/schema.ts'

/** How many columns a query gives, where that is seen. */
function widthOf(query: Query): number | undefined {
  if (query.kind === 'combined') return widthOf(query.left)
  return query.kind === 'select' && query.output.every(({ kind }) => kind === 'term') ? query.output.length : undefined
}

function isAsWeak(verdict: Verdict, than: Verdict | undefined): boolean {
  return than === undefined || verdicts.indexOf(verdict) >= verdicts.indexOf(than)
}

/** By table the weakest verdict, since all that a function reads is read at one place. */
function told(schema: Schema, sql: string): Map<string, Verdict> {
  const weakest = new Map<string, Verdict>()
  for (const { access, verdict } of judgedBy(schema, queryOf(sql))) {
    const known = weakest.get(access.name)
    if (isAsWeak(verdict, known)) weakest.set(access.name, verdict)
  }
  return weakest
}

const bodies = {
  'by numbers': (sql: string) => `language sql as $body$ ${sql} $body$`,
  'by names': (sql: string) => `language sql as $body$ ${named(sql)} $body$`,
  'of PL/pgSQL': (sql: string) => `language plpgsql as $body$ begin return query ${named(sql)}; end $body$`,
  'that is parsed': (sql: string) => `begin atomic ${sql}; end`,
}

function named(sql: string): string {
  return sql.replaceAll(/\$(\d+)/g, 'given_$1')
}

/** The schema with a function that asks a query, and what stands for the query then. */
function asFunction(schema: Schema, sql: string, body: (sql: string) => string): { schema: Schema; call: string } {
  const count = new Set(sql.match(/\$\d+/g)).size
  const parameters = Array.from({ length: count }, (_, i) => `given_${i + 1} text`)
  const values = Array.from({ length: count }, (_, i) => `$${i + 1}`)
  const made = `create function asked(${parameters.join(', ')}) returns setof record ${body(sql)}`
  return {
    schema: schemaOf(schema.name, `${schema.ddl};\n${made}`, schema.settings),
    call: `asked(${values.join(', ')})`,
  }
}

describe('a function that asks a query is judged as the query is', () => {
  it.each(Object.entries(bodies))('%s', (_, body) => {
    let [compared, same] = [0, 0]
    for (let seed = 0; seed < 8; seed++) {
      const dice = new Dice(seed)
      const random = randomSchema('any', dice)
      for (let i = 0; i < 20; i++) {
        const sql = withNumbers(print(randomQuery(random, dice)))
        const width = sql.startsWith('select') ? widthOf(queryOf(sql)) : undefined
        if (width === undefined || width === 0) continue
        const columns = Array.from({ length: width }, (__, at) => `c${at}`).join(', ')
        const { schema, call } = asFunction(random.schema, sql, body)
        for (const more of ['', " where c0 = 'x'", ` join organizations o on o.id = c0 where o.slug = 'x'`]) {
          compared++
          const outer = (from: string): string => `select * from ${from} asked (${columns})${more}`
          const [ofCall, ofQuery] = [told(schema, outer(call)), told(random.schema, outer(`(${sql})`))]
          if (isSameTree(ofCall, ofQuery)) same++
          expect([...ofCall.keys()].toSorted()).toEqual([...ofQuery.keys()].toSorted())
          for (const [name, verdict] of ofCall)
            expect(isAsWeak(verdict, ofQuery.get(name)), `seed ${seed}: ${name} of ${sql}${more}`).toBe(true)
        }
      }
    }
    expect(compared).toBeGreaterThan(150)
    expect(same).toBe(compared)
  })
})

const tables = `create table organizations (id int primary key);
create table tasks (id int primary key, organization_id int not null references organizations, title text);`

const made = (ddl: string): Schema => schemaOf('made', `${tables}\n${ddl}`)
const sql = (parameters: string, query: string): string => `function f(${parameters}) returns setof tasks language sql as '${query}';`

describe('a function that is not looked into', () => {
  it.each([
    ['does more than one thing', sql('', 'select 1; select * from tasks')],
    ['cannot be parsed', "function f() returns setof tasks language sql as 'select * from';"],
    ['is of another language', "function f() returns setof tasks language plv8 as 'select * from tasks';"],
    ['is of a library', "function f() returns setof tasks language c as 'lib', 'f';"],
    ['has variables', "function f() returns setof tasks language plpgsql as 'declare n int; begin return query select * from tasks; end';"],
    [
      'asks something before',
      "function f() returns setof tasks language plpgsql as 'begin if true then return; end if; return query select * from tasks; end';",
    ],
    ['runs a text', "function f() returns setof tasks language plpgsql as 'begin return query execute ''select * from tasks''; end';"],
    ['is a trigger', "function f() returns trigger language plpgsql as 'begin return new; end';"],
  ])('%s', (_, ddl) => {
    expect(told(made(`create ${ddl}`), 'select * from f()').size).toBe(0)
  })

  it('may be another of its name', () => {
    const schema = made(`create ${sql('a int', 'select * from tasks')} create ${sql('a text', 'select * from tasks')}`)
    expect(told(schema, 'select * from f($1)').size).toBe(0)
  })

  it('has no such parameter', () => {
    expect(told(made(`create ${sql('a int', 'select * from tasks')}`), 'select * from f(b => $1)').size).toBe(0)
  })

  it('was dropped', () => {
    expect(told(made(`create ${sql('', 'select * from tasks')} drop function f()`), 'select * from f()').size).toBe(0)
  })
})

describe('a function', () => {
  it('that was made anew is the last one', () => {
    const schema = made(
      `create ${sql('a int', 'select * from tasks')} create or replace ${sql('a int', 'select * from tasks where organization_id = a')}`,
    )
    expect(told(schema, 'select * from f($1)').get('tasks')).toBe('scoped')
  })

  it('of several is told by how many arguments it gets', () => {
    const schema = made(
      `create ${sql('a int', 'select * from tasks where organization_id = a')} create ${sql('a int, b int', 'select * from tasks')}`,
    )
    expect(told(schema, 'select * from f($1)').get('tasks')).toBe('scoped')
    expect(told(schema, 'select * from f($1, $2)').get('tasks')).toBe('unscoped')
  })

  it('that changes rows is told of those, whatever is asked of what it gives', () => {
    const schema = made("create function f(a int) returns setof tasks language sql as 'delete from tasks where id = a returning *';")
    expect(told(schema, 'select * from f($1) where organization_id = $2').get('tasks')).toBe('by-key')
  })

  it('ends with a RETURN', () => {
    const schema = made(
      "create function f() returns setof tasks language plpgsql as 'begin /* all */ return query select * from tasks; return; end';",
    )
    expect(told(schema, 'select * from f()').get('tasks')).toBe('unscoped')
  })

  it('that calls itself is followed so far', () => {
    expect(told(made(`create ${sql('', 'select * from tasks union all select * from f()')}`), 'select * from f()').get('tasks')).toBe(
      'unscoped',
    )
  })

  it('reads a table that is not known', () => {
    const schema = schemaOf(
      'made',
      `create function f(organization_id int) returns table (id int) language sql as
      'select id from extra.events where organization_id = organization_id';`,
    )
    expect(told(schema, 'select * from f($1)').get('events')).not.toBe('scoped')
  })
})
