// Runs where Drizzle is installed: tells, as JSON, what each call of a program sends.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { files, calls, relations } = JSON.parse(await text(process.stdin))
const folder = mkdtempSync(join(process.cwd(), 'calls-'))
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, name), source)
const load = (name) => import(pathToFileURL(join(folder, name)).href)
writeFileSync(join(folder, 'proxy.js'), "export { drizzle } from 'drizzle-orm/pg-proxy'\n")

const { drizzle } = await load('proxy.js')
const schema = await load('schema.js')
const related = await load(relations)
const told = []
const known = related.relations ? { relations: related.relations } : { schema: { ...schema, ...related } }
const db = drizzle(async (sql) => {
  told.push(sql)
  return { rows: [] }
}, known)
db.transaction = (run) => run(db)

const sent = {}
for (const [name, call] of Object.entries((await load(calls)).calls)) {
  told.length = 0
  try {
    await call(db)
  } catch (error) {
    if (told.length === 0) throw new Error(name, { cause: error })
  }
  sent[name] = [...told]
}
process.stdout.write(`${JSON.stringify(sent, undefined, 2)}\n`)

async function text(stream) {
  let all = ''
  for await (const part of stream) all += part
  return all
}
