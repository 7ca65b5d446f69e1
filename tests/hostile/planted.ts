import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { makeProject } from '../project/temp-project.ts'

/** A repository of which every file that somebody might run leaves a trace where it is run, and where the traces go. */
export interface Planted {
  readonly cwd: string
  readonly traces: () => string[]
}

const schema = `create table organizations (id bigint primary key);
create table orders (id bigint primary key, organization_id bigint not null references organizations (id), note text);
`

/** Files beside those that anybody would run, such as an ESLint configuration. */
export function plant(files: (leave: (name: string) => string) => Readonly<Record<string, string>> = () => ({})): Planted {
  const traces = makeProject({})
  const file = (name: string): string => JSON.stringify(join(traces, name))
  const module = (name: string): string => `import { writeFileSync } from 'node:fs'\nwriteFileSync(${file(name)}, 'run')\n`
  const script = (name: string): string => `require('node:fs').writeFileSync(${file(name)}, 'run')\n`
  const shell = (name: string): string => `touch ${join(traces, name)}`
  const installed = [
    'eslint',
    '@typescript-eslint/parser',
    'oxc-parser',
    'libpg-query',
    'pg',
    'commander',
    'drizzle-orm',
    'eslint-plugin-tenancy',
  ]
  const cwd = makeProject({
    'package.json': JSON.stringify({
      name: 'planted',
      type: 'module',
      scripts: Object.fromEntries(['preinstall', 'install', 'postinstall', 'prepare', 'lint'].map((name) => [name, shell(name)])),
      dependencies: {
        'drizzle-orm': '0.44.0',
        knex: '3.0.0',
        typeorm: '0.3.0',
        '@mikro-orm/core': '6.0.0',
        '@prisma/client': '6.0.0',
        pg: '8.0.0',
      },
      prisma: { schema: 'prisma/schema.prisma', seed: shell('seed') },
      'lint-staged': { '*': shell('staged') },
    }),
    'migrations/0001_init.sql': schema,
    'src/orders.sql': 'select * from orders where id = $1;\n',
    'src/orders.ts': `${module('orders')}import { orders } from './schema.ts'\nawait db.query('select * from orders where id = $1', [id])\n`,
    'src/schema.ts': `${module('schema')}import { pgTable, text } from 'drizzle-orm/pg-core'\nexport const notes = pgTable('notes', { id: text().primaryKey() })\n`,
    'drizzle.config.ts': `${module('drizzle')}export default { dialect: 'postgresql', schema: './src/schema.ts' }\n`,
    'knexfile.cjs': `${script('knexfile')}module.exports = { client: 'pg', migrations: { directory: './migrations' } }\n`,
    'mikro-orm.config.ts': `${module('mikro-orm')}export default { entities: ['./src/**/*.entity.ts'] }\n`,
    'prisma.config.ts': `${module('prisma')}export default { schema: 'prisma/schema.prisma' }\n`,
    'data-source.ts': `${module('data-source')}import { DataSource } from 'typeorm'\nexport default new DataSource({ type: 'postgres', entities: [] })\n`,
    'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n  url = env("URL")\n}\nmodel Note {\n  id Int @id\n}\n',
    'prettier.config.mjs': module('prettier'),
    'tsconfig.json': '{ "compilerOptions": { "plugins": [{ "name": "./plugin.cjs" }] } }',
    'plugin.cjs': script('plugin'),
    '.envrc': shell('envrc'),
    '.npmrc': 'node-options=--require=./plugin.cjs\n',
    '.gitattributes': '*.sql diff=planted\n',
    ...Object.fromEntries(
      installed.map((name) => [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '9.9.9', main: 'index.js' })]),
    ),
    ...Object.fromEntries(installed.map((name) => [`node_modules/${name}/index.js`, script(`installed-${name.replaceAll('/', '-')}`)])),
    ...files(module),
  })
  mkdirSync(join(cwd, '.git'), { recursive: true })
  return { cwd, traces: () => readdirSync(traces).sort() }
}

/** The files of a folder with what changes when they are written. */
export function stateOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  return names.map((path) => `${relative(folder, path)} ${statSync(path).size} ${statSync(path).mtimeMs}`).sort()
}
