import { PGlite } from '@electric-sql/pglite'
import type { Side } from '../../../../src/proofs/row-security/commands.ts'
import type { Command } from '../../../../src/query/row-security.ts'

/** What stands beside the table of tenants; the session is user 10 of tenant 1. */
export const beside = `
  create table orgs (id int primary key);
  create table users (id int primary key, name text);
  create table members (org_id int not null, user_id int not null, active boolean not null);
`
const setup = `
  ${beside}
  create role app; create role other; create role boss;
  create function is_ours(int) returns boolean language sql stable as $$ select $1 = current_setting('app.org')::int $$;
  insert into orgs values (1), (2), (3);
  insert into users values (10, 'us'), (20, 'them');
  insert into members values (1, 10, true), (2, 20, true), (3, 20, false);
  grant usage on schema public to app, boss;
  grant select on orgs, users, members to app, boss;
  set app.org = '1'; set app.orgs = '1'; set app.user_id = '10';
`

const looks = [
  { owner: 10, status: 'open', isPublic: true },
  { owner: 20, status: 'done', isPublic: false },
  { owner: 10, status: 'done', isPublic: true },
  { owner: 20, status: 'open', isPublic: false },
]
type Look = (typeof looks)[number]

const valuesOf = (id: number, org: number, { owner, status, isPublic }: Look): string =>
  `(${id}, ${org}, ${owner}, '${status}', ${isPublic}, 'old')`
const setOf = (org: number, { owner, status, isPublic }: Look): string =>
  `org_id = ${org}, owner = ${owner}, status = '${status}', is_public = ${isPublic}`

/** One thing that a role tries in a table of some rows, and whether other tenants took part. */
interface Attempt {
  readonly rows: readonly string[]
  readonly sql: string
  /** Asked by somebody whom no policy holds. */
  readonly happened: string
}

const others = [2, 3].flatMap((org) => looks.map((look, i) => ({ org, look, row: valuesOf(org * 10 + i, org, look) })))
const ours = looks.map((look, i) => valuesOf(i + 1, 1, look))

const attempts: Readonly<Record<string, readonly Attempt[]>> = {
  'delete old': [{ rows: others.map(({ row }) => row), sql: 'delete from t', happened: `select count(*) < ${others.length} as it from t` }],
  'insert new': others.map(({ row }) => ({ rows: [], sql: `insert into t values ${row}`, happened: 'select count(*) > 0 as it from t' })),
  'update old': others.flatMap(({ org, look, row }) =>
    [
      `note = 'new'`,
      `note = 'new', ${setOf(1, look)}`,
      ...looks.map((other) => `note = 'new', ${setOf(1, other)}`),
      `note = 'new', org_id = ${org}`,
    ].map((set): Attempt => ({ rows: [row], sql: `update t set ${set}`, happened: `select count(*) > 0 as it from t where note = 'new'` })),
  ),
  'update new': ours.flatMap((row) =>
    others.map(({ org, look }): Attempt => ({
      rows: [row],
      sql: `update t set ${setOf(org, look)}`,
      happened: 'select count(*) > 0 as it from t where org_id <> 1',
    })),
  ),
}

export class Trial {
  readonly #db: PGlite

  private constructor(db: PGlite) {
    this.#db = db
  }

  static async open(): Promise<Trial> {
    const db = await PGlite.create()
    await db.exec(setup)
    return new Trial(db)
  }

  close(): Promise<void> {
    return this.#db.close()
  }

  /** Whether a role gets at rows of other tenants by each command. */
  async leaks(
    ddl: readonly string[],
    role: 'app' | 'boss',
    asked: readonly (readonly [Command, Side])[],
  ): Promise<ReadonlyMap<string, boolean>> {
    await this.#db.exec(`begin; ${ddl.join(';\n')}; grant all on t to app; alter table t owner to boss`)
    try {
      const found = new Map<string, boolean>()
      for (const [command, side] of asked) {
        const key = `${command} ${side}`
        found.set(key, command === 'select' ? await this.#sees(role) : await this.#some(attempts[key] ?? [], role))
      }
      return found
    } finally {
      await this.#db.exec('rollback')
    }
  }

  async #sees(role: string): Promise<boolean> {
    return this.#undone(async () => {
      await this.#fill([...ours, ...others.map(({ row }) => row)])
      return (await this.#as(role, 'select count(*) > 0 as it from t where org_id <> 1')) === true
    })
  }

  async #some(of: readonly Attempt[], role: string): Promise<boolean> {
    for (const { rows, sql, happened } of of) {
      const did = await this.#undone(async () => {
        await this.#fill(rows)
        const ran = await this.#as(role, sql)
        return ran !== undefined && (await this.#ask(happened))
      })
      if (did) return true
    }
    return false
  }

  async #fill(rows: readonly string[]): Promise<void> {
    if (rows.length > 0) await this.#db.exec(`insert into t values ${rows.join(', ')}`)
  }

  async #ask(sql: string): Promise<boolean> {
    const { rows } = await this.#db.query<{ it?: boolean }>(sql)
    return rows[0]?.it === true
  }

  /** Undefined where it was refused. */
  async #as(role: string, sql: string): Promise<boolean | undefined> {
    await this.#db.exec(`savepoint attempt; set local role ${role}`)
    try {
      const answer = await this.#ask(sql)
      await this.#db.exec('reset role')
      return answer
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      await this.#db.exec('rollback to attempt; reset role')
      if (code !== '42501') throw error
      return undefined
    }
  }

  async #undone<T>(run: () => Promise<T>): Promise<T> {
    await this.#db.exec('savepoint world')
    try {
      return await run()
    } finally {
      await this.#db.exec('rollback to world')
    }
  }
}
