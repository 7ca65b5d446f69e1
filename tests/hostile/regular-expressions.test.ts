import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { fitsWildcard } from '../../src/catalog/wildcard.ts'
import { lint } from '../support/run-rule.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What takes a second where each sign is looked at a few times, and minutes where it is looked at once for each other. */
const long = 500_000

/** Beginnings that are repeated, and what keeps them from ending as they should. */
const runs: Readonly<Record<string, string>> = {
  blanks: ' ',
  lines: '\n',
  'lines with blanks': '\n\t',
  'opening brackets': '(',
  'square brackets': '[',
  'beginnings of comments': '/* ',
  'ends of comments': ' */',
  'lines of comments': '--\n',
  letters: 'a',
  capitals: 'A',
  digits: '0',
  'imports without an end': 'import { a\n',
  'exports without an end': 'export { a\n',
  'addresses without an end': 'postgres://${a',
  'calls without an end': 'a.query(\n',
  'types of calls without an end': 'query<',
  'beginnings of sentences': "'Select ",
  'clauses of another database': 'add column engine ',
}

const files = {
  'a.sql': (text: string) => `select '\n${text}!`,
  'a.prisma': (text: string) => `model A {\n${text}!`,
  'a.js': (text: string) => `/*\n${text.replaceAll('*/', '')}! */ db.query('select 1')`,
  'b.js': (text: string) => `/*\n${text.replaceAll('*/', '')}! */ alert('Select a file')`,
}

const script = `
  import plugin from '${new URL('../../dist/index.js', import.meta.url).href}'
  import { Linter } from 'eslint'
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  const { texts, name } = JSON.parse(Buffer.concat(chunks).toString())
  for (const text of texts) {
    const messages = new Linter({ configType: 'flat' }).verify(text, plugin.configs.all, { filename: name })
    process.stdout.write(messages.filter(({ fatal }) => fatal).map(({ message }) => message).join())
  }
`

/** Lints in a process of its own, since nothing else can end what goes on without end. */
function linted(name: string, texts: readonly string[]): string {
  const { error, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    input: JSON.stringify({ name, texts }),
    encoding: 'utf8',
    timeout: 100_000,
  })
  return error ? error.message : stdout + stderr
}

describe('a text of one long run', () => {
  it.each(Object.keys(files) as (keyof typeof files)[])('is linted: %s', (name) => {
    const texts = Object.values(runs).map((run) => files[name](run.repeat(long / run.length)))
    expect(linted(name, texts)).toBe('')
  })
})

describe('regular expressions of the code', () => {
  it.each(['src/sql/dialect.ts', 'src/orms/drizzle/find.ts', 'src/cli/report/page/report.js', 'rules/require-limit.ts', 'index.ts'])(
    'are looked through when the project is linted: %s',
    async (file) => {
      const config = (await new ESLint({ cwd: root }).calculateConfigForFile(file)) as { rules: Record<string, unknown[]> }
      for (const rule of ['regexp/no-super-linear-backtracking', 'regexp/no-super-linear-move'])
        expect(config.rules[rule]).toEqual([2, expect.objectContaining({ report: 'potential' })])
    },
  )
})

describe('patterns of settings', () => {
  it.each([
    ['orders', 'orders', true],
    ['orders', 'order', false],
    ['orders_2024', 'orders_*', true],
    ['orders', '*', true],
    ['', '*', true],
    ['a_b_c', 'a*b*c', true],
    ['aba', 'aba*aba', false],
    ['ab', 'a*b', true],
    ['a.b', 'a?b', false],
    ['xab', 'a*', false],
    ['abx', '*b', false],
  ])('%s is held against %s', (text, pattern, fits) => {
    expect(fitsWildcard(text, pattern)).toBe(fits)
  })

  it('look for each part once, however many stars they have', () => {
    let looks = 0
    const text = Object.assign(Object('a'.repeat(10_000)) as string, {
      indexOf: (...given: [string, number]) => (looks++, 'a'.repeat(10_000).indexOf(...given)),
    })
    expect(fitsWildcard(text, `${'*a'.repeat(50)}*b`)).toBe(false)
    expect(looks).toBeLessThanOrEqual(51)
  })
})

it.each(['a(', 'a+', '(a+)+$', 'a[', 'a\\', '*'])('a column that is called %s is no pattern', (column) => {
  const name = `"${column}"`
  const text = `async function f() {
  const row = (await db.query('select ${name.replaceAll('\\', '\\\\')} from orders where id = $1', [id])).rows[0]
  if (row.b > 1) await db.query('update orders set ${name.replaceAll('\\', '\\\\')} = 1 where id = $1', [id])
}\n`
  const schema = `create table orders (id bigint primary key, ${name} int, b int);`
  expect(() => lint(text, { rule: 'require-row-lock', schema, file: 'a.js' })).not.toThrow()
})

it.each(['./src/[z-a].ts', './src/[[].ts', './src/{a,.ts', './src/(.ts', `./src/${'**/'.repeat(30)}a.ts`, `./src/${'*a'.repeat(30)}.ts`])(
  'a glob of a configuration throws nothing: %s',
  (glob) => {
    const schema = {
      'package.json': '{ "name": "shop", "dependencies": { "drizzle-orm": "1", "typeorm": "1", "pg": "8" } }',
      'drizzle.config.ts': `export default { dialect: 'postgresql', schema: '${glob}' }\n`,
      'data-source.ts': `import { DataSource } from 'typeorm'\nexport default new DataSource({ type: 'postgres', entities: ['${glob}'] })\n`,
      'src/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab.ts':
        "import { pgTable, text } from 'drizzle-orm/pg-core'\nexport const a = pgTable('a', { id: text() })\n",
    }
    expect(() => lint('select 1;\n', { rule: 'no-unknown-object', schema, file: 'a.sql' })).not.toThrow()
  },
)
