/** Writes the files of a rule that reports LISTEN, to begin with: `npm run new-rule no-such-thing`. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('..', import.meta.url)
const [name = ''] = process.argv.slice(2)

const rule = `import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: '${name}',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow \`LISTEN\`',
      presets: {},
    },
    schema: [],
    messages: {
      found: 'This is {{kind}}, and why that is wrong. Do this instead.',
    },
  },
  create(context) {
    return {
      document({ statements }) {
        for (const { statement, range } of statements) {
          if (statement?.kind === 'listen') context.report({ messageId: 'found', range, data: { kind: 'LISTEN' } })
        }
      },
    }
  },
})
`

/** How each ORM sends a statement as it is. */
const sends: Readonly<Record<string, (sql: string) => string>> = {
  Prisma: (sql) => `await prisma.$queryRaw\`${sql}\``,
  Drizzle: (sql) => `import { sql } from 'drizzle-orm'\n\nawait db.execute(sql\`${sql}\`)`,
  TypeORM: (sql) => `await dataSource.query('${sql}')`,
  MikroORM: (sql) => `await em.execute('${sql}')`,
  Sequelize: (sql) => `await sequelize.query('${sql}')`,
  Kysely: (sql) => `import { sql } from 'kysely'\n\nawait sql\`${sql}\`.execute(db)`,
  Knex: (sql) => `await knex.raw('${sql}')`,
}

const sections = Object.entries(sends)
  .map(
    ([orm, send]) => `### In ${orm}

Examples of incorrect code:

\`\`\`ts incorrect
${send('LISTEN orders')}
\`\`\`

Examples of correct code:

\`\`\`ts correct
${send('SELECT id FROM orders')}
\`\`\`

`,
  )
  .join('')

const page = `<!-- end auto-generated rule header -->

Why this matters, for somebody who has never heard of it: what goes wrong, for whom, and when it is noticed. Two or three
sentences, with no word that only those know who know the answer.

## Rule details

Examples of incorrect code:

\`\`\`sql incorrect
LISTEN orders;
\`\`\`

Examples of correct code:

\`\`\`sql correct
SELECT id FROM orders;
\`\`\`

${sections}## When not to use it

Where this is meant, and what a project looks like in which it is.

## Further reading

- Postgres: [LISTEN](https://www.postgresql.org/docs/current/sql-listen.html)
`

const test = `import { testRule } from '../support/lint.ts'

testRule('${name}', [
  { name: 'one', sql: 'listen orders', expect: [{ messageId: 'found', at: 'listen orders', data: { kind: 'LISTEN' } }] },
  { name: 'two in one file', sql: 'listen orders; select 1; LISTEN tickets', expect: ['found', 'found'] },
  { name: 'a column of that name', sql: 'select listen from events', expect: [] },
])
`

/** The list of rules with a line more, in the order of the alphabet. */
function listWith(list: string): string {
  const variable = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const files = [...list.matchAll(/^import (\w+) from '\.\/(.+)\.ts'$/gm)].map(([, local = '', file = '']) => ({ local, file }))
  const all = [...files, { local: variable, file: name }].sort((a, b) => (a.file < b.file ? -1 : 1))
  const [head = '', tail = ''] = list.split(/(?:^import \w+ from '\.\/.+\n)+/m)
  const imports = all.map(({ local, file }) => `import ${local} from './${file}.ts'\n`).join('')
  const entries = all.map(({ local, file }) => `  '${file}': ${local},\n`).join('')
  return head + imports + tail.replace(/(?:^ {2}'.+': \w+,\n)+/m, entries)
}

function run(...command: [string, ...string[]]): void {
  execFileSync('npx', command, { cwd: fileURLToPath(root), stdio: 'inherit' })
}

function makeRule(): void {
  writeFileSync(new URL(`rules/${name}.ts`, root), rule)
  writeFileSync(new URL(`docs/rules/${name}.md`, root), page)
  writeFileSync(new URL(`tests/rules/${name}.test.ts`, root), test)
  const list = new URL('rules/index.ts', root)
  writeFileSync(list, listWith(readFileSync(list, 'utf8')))
  run('tsx', 'scripts/build.ts')
  run('tsx', 'scripts/docs.ts')
  run('vitest', 'run', `tests/rules/${name}.test.ts`, '--update')
}

if (!/^[a-z]+(?:-[a-z0-9]+)+$/.test(name)) {
  console.error('A rule needs a name such as no-such-thing: npm run new-rule no-such-thing')
  process.exitCode = 1
} else if (existsSync(new URL(`rules/${name}.ts`, root))) {
  console.error(`There is a rule ${name} already.`)
  process.exitCode = 1
} else makeRule()
