import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DoctorJson } from '../../src/cli/doctor/report.ts'
import { splitScript } from '../../src/sql/script.ts'
import { installHost, type Install } from './support/install.ts'
import { createProject, type Files, type Project } from './support/project.ts'
import { startServer, type PostgresServer } from './support/postgres-server.ts'
import { run, type Outcome } from './support/run.ts'

const shop = new URL('../../examples/shop/', import.meta.url)

function filesOf(folder: string): Files {
  const names = readdirSync(new URL(`${folder}/`, shop), { withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(names.map(({ name }) => [`${folder}/${name}`, readFileSync(new URL(`${folder}/${name}`, shop), 'utf8')]))
}

const migrations = filesOf('migrations')

/** One by one, as psql runs them: a refused one takes no other along. */
const statements = Object.values(migrations).flatMap((text) => splitScript(text ?? '').statements.map((statement) => statement.text))

/** What nobody wrote a migration for. */
const planted = [
  'drop index orders_paid_at_idx',
  'create index by_hand on orders (created_at)',
  'create index by_hand_again on orders (created_at)',
  "insert into organizations (id, name, slug) select gen_random_uuid(), 'one', 'one'",
  "insert into users (id, email, name) select gen_random_uuid(), i || '@example.com', 'same' from generate_series(1, 50000) i",
  'create unique index concurrently left_behind on users (name)',
  'analyze',
  'create role reader login',
  'grant usage on schema public to reader',
  'grant select on users to reader',
]

let installed: Install
let project: Project
let server: PostgresServer
let report: DoctorJson
let outcome: Outcome
let failed: string[] = []
let log = ''

async function doctor(args: readonly string[], env = {}): Promise<Outcome> {
  return run(process.execPath, [join(installed.root, 'node_modules/.bin/tenancy'), 'doctor', '--no-config', ...args], {
    cwd: project.dir,
    env,
  })
}

function lines({ findings }: DoctorJson): string[] {
  return findings.map(
    ({ kind, table, name, place }) => `${place ? `${place.file}:${place.line}` : '-'} ${kind} ${table ?? '-'} ${name ?? '-'}`,
  )
}

describe('tenancy doctor on a real server', () => {
  beforeAll(async () => {
    ;[installed, server] = await Promise.all([installHost('10'), startServer()])
    project = createProject(installed, {
      ...migrations,
      'queries.sql':
        "select id from users where name = $1 and email <> '';\nselect id from users where id = $1;\nselect nothing from users;\n",
    })
    await server.run('postgres', ['create database shop'])
    await server.run('shop', statements)
    failed = await server.run('shop', planted)
    outcome = await doctor(['--database', server.url('shop'), '--format', 'json'])
    log = server.log()
    report = JSON.parse(outcome.stdout) as DoctorJson
  })

  afterAll(async () => {
    await server.stop()
  })

  it('was planted what it is to find', () => {
    expect(failed).toEqual(['could not create unique index "left_behind"'])
  })

  it('ends with 1, and prints the format alone', () => {
    expect(outcome).toMatchObject({ code: 1, stderr: '' })
  })

  it('finds what differs from the files', () => {
    expect(lines(report).filter((line) => /not-migrated|by-hand|differs/.test(line))).toEqual([
      '- by-hand users left_behind',
      'migrations/0005_indexes.sql:15 not-migrated orders orders_paid_at_idx',
      '- by-hand orders by_hand',
      '- by-hand orders by_hand_again',
    ])
  })

  it('finds indexes that are left behind, twice there, or called otherwise', () => {
    const found = lines(report)
    expect(found).toContain('- invalid-index users left_behind')
    expect(found).toContain('- duplicate-index orders by_hand_again')
    expect(found.filter((line) => line.includes('cut-name'))).toEqual([
      'migrations/0005_indexes.sql:4 cut-name tickets tickets_organization_id_event_id_barcode_unique_while_not_archi',
    ])
    expect(report.findings.find(({ kind }) => kind === 'invalid-index')?.fix).toContain('REINDEX INDEX CONCURRENTLY left_behind;')
  })

  it('finds a query that reads a large table from end to end, and those without a plan', () => {
    const [plan, ...others] = report.findings.filter(({ group }) => group === 'plans')
    expect(others).toEqual([])
    expect(plan).toMatchObject({ kind: 'plan-seq-scan', place: { file: 'queries.sql', line: 1 }, numbers: { rows: 50_000 } })
    expect(report.queries).toMatchObject({ planned: 2, unplanned: [{ place: { line: 3 }, reason: 'column "nothing" does not exist' }] })
  })

  it('sends nothing but what reads, in a transaction that is read only', () => {
    // From the first statement of the command on; those before made the database.
    const asked = [...log.slice(log.indexOf('default_transaction_read_only')).matchAll(/LOG: {2}(?:statement|execute [^:]*): (.*)/g)].map(
      ([, sql = '']) => sql.trim(),
    )
    const known =
      /^(?:SAVEPOINT|ROLLBACK|RESET default_transaction_read_only|BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED READ ONLY|SET (?:default_transaction_read_only = on|LOCAL )|SHOW|select|with recursive|PREPARE tenancy_doctor AS select|EXPLAIN \(VERBOSE, FORMAT JSON\) EXECUTE|DEALLOCATE tenancy_doctor|$)/i
    expect(asked.length).toBeGreaterThan(30)
    expect(asked.filter((sql) => !known.test(sql))).toEqual([])
    expect(asked.at(-1)).toBe('RESET default_transaction_read_only')
  })

  it('works for a user who may read one table alone', async () => {
    const { code, stdout } = await doctor(['--database', server.url('shop', 'reader'), '--format', 'json'])
    const found = JSON.parse(stdout) as DoctorJson
    expect(code).toBe(1)
    expect(lines(found).filter((line) => line.includes('not-migrated'))).toEqual([
      'migrations/0005_indexes.sql:15 not-migrated orders orders_paid_at_idx',
    ])
    expect(found.queries.planned).toBe(2)
  })

  it('takes host, user and password from the environment', async () => {
    const { hostname, port } = new URL(server.url('shop'))
    const env = { PGHOST: hostname, PGPORT: port, PGUSER: 'postgres', PGPASSWORD: 'never-shown' }
    const { code, stdout } = await doctor(['--database', 'postgres:///shop'], env)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^shop on PostgreSQL \d+/)
  })

  it('ends with 0 where nothing is found', async () => {
    await server.run('postgres', ['create database small'])
    const sql = 'create table things (id bigint primary key);\n'
    await server.run('small', [sql])
    const small = createProject(installed, { 'migrations/0001_init.sql': sql })
    const bin = join(installed.root, 'node_modules/.bin/tenancy')
    const { code, stdout } = await run(process.execPath, [bin, 'doctor', '--no-config', '--database', server.url('small')], {
      cwd: small.dir,
    })
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('\nNothing found. 0 of 0 queries planned') as string })
  })

  it.each([
    [[], 'required option'],
    [['--database', 'mysql://a:never-shown@b/c'], '--database has to be the URL of a Postgres'],
    [
      ['--database', 'postgres://a:never-shown@127.0.0.1:1/c'],
      'could not be reached: connect ECONNREFUSED 127.0.0.1:1.\nType it as in: tenancy doctor',
    ],
    [['--database', 'postgres://a:never-shown@%%%/c'], 'The database could not be reached'],
  ])('ends with 2 and says what to type: %j', async (args, message) => {
    const { code, stdout, stderr } = await doctor(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('never-shown')
  })
})
