// Runs under tsx where a version of Prisma is installed: makes a client of a schema, runs the calls that come by standard input, and prints what each sends.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = process.cwd()
const require = createRequire(join(root, 'index.js'))
const { schema, ddl, view, calls } = JSON.parse(readFileSync(0, 'utf8'))
const folder = join(root, 'calls')

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'schema.prisma'), schema)
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
writeFileSync(join(folder, 'calls.ts'), calls)
execFileSync(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--schema', join(folder, 'schema.prisma')], {
  cwd: folder,
  // Without it Prisma would load a binary that nothing here needs.
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', DATABASE_URL: 'postgres://nowhere' },
  stdio: ['ignore', 'ignore', 'inherit'],
})

const from = (name) => import(pathToFileURL(require.resolve(name)).href)
const { PGlite } = await from('@electric-sql/pglite')
const { PrismaPGlite } = await from('pglite-prisma-adapter')
const { PrismaClient } = await import(pathToFileURL(join(folder, 'client/client.ts')).href)
const { calls: all, seed, values } = await import(pathToFileURL(join(folder, 'calls.ts')).href)

const db = new PGlite()
await db.exec(ddl)
await db.exec(view)
let sent = []
const client = new PrismaClient({ adapter: new PrismaPGlite(db), log: [{ emit: 'event', level: 'query' }] })
client.$on('query', ({ query }) => sent.push(query))
await seed(client, values)

/** What one call must not leave to the next. */
class Undone extends Error {}

const recorded = {}
for (const [name, call] of Object.entries(all)) {
  sent = []
  const failed = []
  await client
    .$transaction(async (tx) => {
      await call(tx, values).catch((error) => failed.push(error))
      throw new Undone()
    })
    .catch((error) => {
      if (!(error instanceof Undone)) failed.push(error)
    })
  if (failed.length > 0) throw failed[0]
  recorded[name] = sent.filter((text) => /^(?:SELECT|INSERT|UPDATE|DELETE)\b/i.test(text))
}
process.stdout.write(`${JSON.stringify(recorded, undefined, 2)}\n`)
process.exit(0)
