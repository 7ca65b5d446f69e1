// Runs where a version of TypeORM is installed: compiles entities that come by standard input, and prints the DDL of `synchronize`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

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

/** An empty database. */
const answers = [
  [/version\(\)/i, [{ version: 'PostgreSQL 18.0', server_version: '18.0' }]],
  [/current_schema\(\)/i, [{ current_schema: 'public' }]],
  [/current_database\(\)/i, [{ current_database: 'test' }]],
]

class Client {
  query(text, values, done) {
    const callback = typeof values === 'function' ? values : done
    const sql = typeof text === 'string' ? text : text.text
    const rows = answers.find(([pattern]) => pattern.test(sql))?.[1] ?? []
    const result = { rows, rowCount: rows.length, command: 'SELECT' }
    if (callback) callback(null, result)
    return Promise.resolve(result)
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

async function print() {
  require('reflect-metadata')
  const { DataSource, getMetadataArgsStorage, EntitySchema } = require('typeorm')
  const shown = Object.keys(files).flatMap((file) => Object.values(require(join(folder, 'out', file.replace(/\.ts$/, '.js')))))
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
  const own = upQueries.map(({ query }) => query).filter((query) => !/typeorm_metadata/.test(query))
  process.stdout.write(own.map((query) => `${query.trim()};\n`).join(''))
  await source.destroy()
}

compile()
await print()
