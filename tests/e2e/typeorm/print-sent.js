// Runs where a version of TypeORM is installed: compiles entities and calls that come by standard input, and prints the SQL that each call sends.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const root = process.cwd()
const require = createRequire(join(root, 'index.js'))
const files = JSON.parse(readFileSync(0, 'utf8'))
const folder = join(root, 'schemas', 'calls')

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
const ts = require('typescript')
ts.createProgram(
  Object.keys(files).map((file) => join(folder, file)),
  {
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: true,
    esModuleInterop: true,
    types: [],
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2021,
    outDir: join(folder, 'out'),
    rootDir: folder,
  },
).emit()

let sent = []

/** What TypeORM takes for `pg`: there is no database, and no rows. */
class Client {
  query(text, values, done) {
    const callback = typeof values === 'function' ? values : done
    const sql = typeof text === 'string' ? text : text.text
    sent.push(sql)
    const isAsked = /\bversion\(\)|current_(?:database|schema)/i.test(sql)
    const rows = isAsked ? [{ version: 'PostgreSQL 17.0', current_database: 'db', current_schema: 'public' }] : []
    const found = { rows, rowCount: rows.length, command: sql.trim().split(' ')[0] }
    if (callback) callback(null, found)
    return callback ? undefined : Promise.resolve(found)
  }

  on() {}

  removeListener() {}
}

class Pool {
  connect(done) {
    done(null, new Client(), () => {})
  }

  on() {}

  end(done) {
    done()
  }
}

require('reflect-metadata')
const { DataSource, getMetadataArgsStorage } = require('typeorm')
const { calls } = require(join(folder, 'out', 'calls.js'))
const db = new DataSource({
  type: 'postgres',
  driver: { Pool, Client },
  installExtensions: false,
  entities: getMetadataArgsStorage().tables.map(({ target }) => target),
})
await db.initialize()
const values = {
  org: 'o1',
  other: 'o2',
  id: 'i1',
  ids: ['i1', 'i2'],
  customer: 'c1',
  user: 'u1',
  status: 'open',
  number: 7,
}
const all = {}
for (const [name, call] of Object.entries(calls)) {
  sent = []
  let error
  try {
    await call(db, values)
  } catch (reason) {
    // What was sent before rows were missed is all that is wanted.
    error = reason
  }
  all[name] = sent.filter((sql) => !/^(?:START|BEGIN|COMMIT|ROLLBACK|SAVEPOINT)/i.test(sql))
  if (all[name].length === 0) process.stderr.write(`${name}: ${error?.stack ?? 'nothing was sent'}\n`)
}
process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`)
process.exit(0)
