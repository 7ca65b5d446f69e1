/**
 * Which mistakes in modules the tests find: `npm run mutants -- src/query tests/proofs/tenant/cases.test.ts`. Each mistake is
 * switched on in turn, in every test that reaches it, until one fails. A run that is stopped goes on where it was, as long as the modules are the same;
 * tests that have changed since are run again for what still lives.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { globSync } from 'tinyglobby'
import { Journal } from './mutants/journal.ts'
import { plant, type Mutant } from './mutants/plant.ts'
import { journalOf, mutantsOf, type Run } from './mutants/run.ts'
import { scoreLines } from './mutants/score.ts'
import { tryIn } from './mutants/try-in.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    tries: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '0.5' },
    names: { type: 'string', default: '' },
  },
})
const [source, ...given] = positionals
if (source === undefined || given.length === 0) {
  console.error('Say which modules, and which tests: npm run mutants -- src/query tests/query')
  process.exit(2)
}

function filesOf(path: string, ending: string): string[] {
  const isFile = statSync(`${root}${path}`).isFile()
  return isFile ? [path] : globSync(`${path}/**/*${ending}`, { cwd: root }).sort()
}

const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8')

const digestOf = (files: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(files.map((file) => [file, read(file)])))
    .digest('hex')

/** Writes the modules with their mutants, unless that was done already for the same. */
function prepare(folder: string, modules: readonly string[]): void {
  const mark = `${folder}/digest`
  const digest = `${digestOf([...modules, ...filesOf('scripts/mutants', '.ts')])} ${values.every}`
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return
  rmSync(folder, { recursive: true, force: true })
  const mutants: Mutant[] = []
  for (const file of modules) {
    const planted = plant(file, read(file), mutants.length)
    mutants.push(...planted.mutants)
    mkdirSync(dirname(`${folder}/${file}`), { recursive: true })
    writeFileSync(`${folder}/${file}`, planted.text)
  }
  writeFileSync(mutantsOf({ folder }), JSON.stringify(mutants))
  writeFileSync(mark, digest)
}

const folder = `${root}node_modules/.cache/mutants/${source.replaceAll('/', '-')}`
const run: Run = { folder, every: Number(values.every), tries: Number(values.tries), seconds: Number(values.seconds) }
prepare(folder, filesOf(source, '.ts'))
for (const path of given.flatMap((one) => filesOf(one, '.test.ts'))) {
  const version = `${digestOf(filesOf(dirname(path), '.ts')).slice(0, 8)} ${values.tries}`
  const failure = await tryIn({ ...run, test: { path, version } }, values.names)
  if (failure === undefined) continue
  console.error(failure)
  process.exit(1)
}
const mutants = JSON.parse(readFileSync(mutantsOf(run), 'utf8')) as Mutant[]
for (const line of scoreLines(mutants, new Journal(journalOf(run)), run)) console.log(line)
