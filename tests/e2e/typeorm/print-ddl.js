// Runs where a version of TypeORM is installed: compiles entities or migrations that come by standard input, and prints the DDL that it sends.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

const root = process.cwd()
const require = createRequire(join(root, 'index.js'))
const { name, files, sourceFile } = JSON.parse(readFileSync(0, 'utf8'))
const folder = join(root, 'schemas', name)

function compile() {
  rmSync(folder, { recursive: true, force: true })
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const ts = require('typescript')
  const program = ts.createProgram(
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
  )
  program.emit()
}

const db = new PGlite()
const sent = []

/** What TypeORM takes for `pg`, over a Postgres in this process. */
class Client {
  query(text, values, done) {
    const callback = typeof values === 'function' ? values : done
    const sql = typeof text === 'string' ? text : text.text
    sent.push(sql)
    const asked =
      /\bversion\(\)|server_version/i.test(sql) || !/;\s*\S/.test(sql)
        ? db.query(sql, Array.isArray(values) ? values : undefined)
        : db.exec(sql).then((all) => all.at(-1))
    const result = asked.then((found) => ({
      rows: found?.rows ?? [],
      rowCount: found?.affectedRows ?? 0,
      command: sql.trim().split(' ')[0],
    }))
    if (callback)
      result.then(
        (found) => callback(null, found),
        (error) => callback(error),
      )
    return callback ? undefined : result
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

async function entityQueries({ DataSource, getMetadataArgsStorage, EntitySchema }, shown) {
  const given = sourceFile ? require(join(folder, 'out', sourceFile.replace(/\.ts$/, '.js'))).options : {}
  const tables = getMetadataArgsStorage().tables.map(({ target }) => target)
  const entities = [...tables, ...shown.filter((one) => one instanceof EntitySchema)]
  const source = new DataSource({
    ...given,
    type: 'postgres',
    driver: { Pool, Client },
    installExtensions: false,
    entities,
    migrations: [],
  })
  await source.initialize()
  const { upQueries } = await source.driver.createSchemaBuilder().log()
  return upQueries.map(({ query }) => query)
}

async function migrationQueries({ DataSource }, shown) {
  const migrations = shown.filter((one) => typeof one === 'function' && /\d{13}$/.test(one.name))
  const source = new DataSource({ type: 'postgres', driver: { Pool, Client }, installExtensions: false, migrations })
  await source.initialize()
  sent.length = 0
  await source.runMigrations({ transaction: 'none' })
  return sent.filter((query) => /^\s*(?:create|alter|drop)\b/i.test(query) && !/"migrations"/.test(query))
}

compile()
await db.exec('CREATE SCHEMA other')
require('reflect-metadata')
const typeorm = require('typeorm')
const shown = Object.keys(files).flatMap((file) => Object.values(require(join(folder, 'out', file.replace(/\.ts$/, '.js')))))
const queries = name === 'migrations' ? await migrationQueries(typeorm, shown) : await entityQueries(typeorm, shown)
const own = queries.filter((query) => !/typeorm_metadata/.test(query))
process.stdout.write(own.map((query) => `${query.trim().replace(/;$/, '')};\n`).join(''))
process.exit(0)
