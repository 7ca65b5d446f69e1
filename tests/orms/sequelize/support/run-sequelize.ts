import { createRequire } from 'node:module'
import { posix } from 'node:path'
import { compileFunction } from 'node:vm'
import 'reflect-metadata'
import ts from 'typescript'
import type { Asked } from '../../support/pg-connection.ts'

const require = createRequire(import.meta.url)

type Files = Readonly<Record<string, string>>

/** What the tests use of Sequelize; its own types are not needed for more. */
interface Instance {
  sync(): Promise<unknown>
  getQueryInterface(): object
}

type Done = (error: unknown, result?: object) => void

type AnyClass = new (...args: unknown[]) => Instance

/** Modules that are nowhere on disk, run as the compiler makes them. */
class Programs {
  readonly #files: Files
  readonly #db: Asked
  readonly #loaded = new Map<string, { exports: unknown }>()
  readonly instances: Instance[] = []
  readonly sent: string[] = []
  /** All that is sent, once that is asked for. */
  all: string[] | undefined

  constructor(files: Files, db: Asked) {
    this.#files = files
    this.#db = db
  }

  load(name: string): unknown {
    const known = this.#loaded.get(name)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.#loaded.set(name, module)
    const { outputText } = ts.transpileModule(this.#files[name] ?? '', {
      fileName: name,
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2021,
        esModuleInterop: true,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
      },
    })
    const run = compileFunction(outputText, ['require', 'module', 'exports', '__dirname']) as (...args: unknown[]) => void
    run((wanted: string) => this.#require(wanted, name), module, module.exports, '.')
    return module.exports
  }

  #require(wanted: string, from: string): unknown {
    if (!wanted.startsWith('.')) return wanted.startsWith('sequelize') ? this.#patched(wanted) : require(wanted)
    const path = posix.join(posix.dirname(from), wanted)
    const found = [path, `${path}.ts`, `${path}.js`, `${path}/index.ts`, `${path}/index.js`].find((file) => file in this.#files)
    if (found === undefined) throw new Error(`no ${wanted} for ${from}`)
    return this.load(found)
  }

  /** Sequelize over the database of the test. */
  #patched(name: string): object {
    const own = (name === 'sequelize' ? require('sequelize') : require('sequelize-typescript')) as { Sequelize: AnyClass }
    const { instances } = this
    const driver = this.#driver()
    class Sequelize extends own.Sequelize {
      constructor(...args: unknown[]) {
        const last = args.at(-1)
        const options = typeof last === 'object' && last !== null ? last : {}
        const rest = typeof last === 'object' ? args.slice(0, -1) : args
        super(...rest, { logging: false, ...options, dialect: 'postgres', dialectModule: driver, pool: { max: 2 } })
        instances.push(this)
      }
    }
    if (name !== 'sequelize') return { ...own, Sequelize }
    return Object.defineProperties(Sequelize, { Sequelize: { value: Sequelize }, default: { value: Sequelize } })
  }

  #driver(): object {
    const query = (sql: string, values: readonly unknown[]): Promise<object> => this.#query(sql, values)
    class Client {
      connection = { on: (): void => undefined, removeListener: (): void => undefined }
      connect(done: (error: null) => void): void {
        done(null)
      }
      on(): this {
        return this
      }
      once(): this {
        return this
      }
      removeListener(): this {
        return this
      }
      end(done?: () => void): void {
        done?.()
      }
      query(sql: string, ...rest: unknown[]): Promise<object> {
        const answer = query(sql, Array.isArray(rest[0]) ? rest[0] : [])
        const done = rest.at(-1) as Done | undefined
        if (typeof done === 'function') answer.then((result) => done(null, result), done)
        return answer
      }
    }
    return { Client, types: { getTypeParser: () => (value: unknown) => value, builtins: {}, arrayParser: {} }, defaults: {} }
  }

  async #query(sql: string, values: readonly unknown[]): Promise<object> {
    this.all?.push(sql)
    if (/^\s*(?:CREATE|ALTER|DROP|DO|COMMENT)\b/i.test(sql)) this.sent.push(sql)
    const results = values.length > 0 ? [await this.#db.query(sql, [...values])] : await this.#db.exec(sql, { parsers: asText })
    const plain = results.map(({ rows, fields, affectedRows = 0 }) => ({
      rows,
      rowCount: Math.max(rows.length, affectedRows),
      fields,
      command: 'SELECT',
    }))
    return plain.at(-1) ?? { rows: [], rowCount: 0, fields: [], command: 'SELECT' }
  }
}

type Up = (queryInterface: object, sequelize: object) => Promise<unknown>

/** The DDL that migrations send, one after another. */
export async function ddlOfMigrations(files: Files, names: readonly string[], db: Asked): Promise<string> {
  const setUp = "const { Sequelize } = require('sequelize'); new Sequelize('postgres://localhost/x'); module.exports = Sequelize"
  const programs = new Programs({ ...files, 'set-up.js': setUp }, db)
  const Sequelize = programs.load('set-up.js') as object
  const [instance] = programs.instances
  if (!instance) throw new Error('no connection')
  const queryInterface = instance.getQueryInterface()
  await (instance as Instance & { authenticate(): Promise<void> }).authenticate()
  for (const name of names) {
    const migration = programs.load(name) as { up?: Up; default?: { up: Up } }
    const up = migration.up ?? migration.default?.up
    await up?.(Object.assign(queryInterface, { context: queryInterface }), Sequelize)
  }
  return programs.sent.map((sql) => sql.replace(/;?\s*$/, ';')).join('\n')
}

/** Lists, which Sequelize takes apart by itself. */
const asText = Object.fromEntries([1003, 1005, 1009].map((type) => [type, (text: string) => text]))

/** The DDL that `sync` sends for the models that a program defines. */
export async function ddlOfSync(files: Files, entry: string, db: Asked): Promise<string> {
  const programs = new Programs(files, db)
  programs.load(entry)
  for (const instance of programs.instances) await instance.sync()
  return programs.sent.map((sql) => sql.replace(/;?\s*$/, ';')).join('\n')
}

/** What a program shows, over a database. */
export function exportsOf(files: Files, entry: string, db: Asked): Readonly<Record<string, unknown>> {
  return new Programs(files, db).load(entry) as Readonly<Record<string, unknown>>
}

type Calls = Readonly<Record<string, () => Promise<unknown>>>

/** What is sent besides the rows that are asked for. */
const aside = /^\s*(?:START|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|SET|SHOW|RELEASE)\b/i

/** The SQL that each of the calls sends that a program shows as `calls`, over rows that `seed` puts there. */
export async function sqlOfCalls(files: Files, entry: string, db: Asked, seed: string): Promise<Map<string, readonly string[]>> {
  const programs = new Programs(files, db)
  const { calls } = programs.load(entry) as { calls: Calls }
  for (const instance of programs.instances) await instance.sync()
  await db.exec(seed)
  const sent = new Map<string, readonly string[]>()
  const failed: string[] = []
  for (const [name, call] of Object.entries(calls)) {
    programs.all = []
    await db.exec('BEGIN')
    try {
      await call()
    } catch (error) {
      failed.push(`${name}: ${String(error)}\n${programs.all.join('\n')}`)
    } finally {
      await db.exec('ROLLBACK')
    }
    sent.set(
      name,
      programs.all.filter((sql) => !aside.test(sql)),
    )
  }
  if (failed.length > 0) throw new Error(failed.join('\n'))
  return sent
}
