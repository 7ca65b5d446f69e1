import { expect, it } from 'vitest'
import type { CheckJson } from '../../src/cli/formats/json.ts'
import { git } from './support/git.ts'
import { installHost } from './support/install.ts'
import { filesBelow } from './support/page.ts'
import { createProject, type Files } from './support/project.ts'
import { run, type Outcome } from './support/run.ts'

const fileCount = Number(process.env['SHARDED_FILES'] ?? 200)
const shardCount = 3

/** Names that a shell or git writes in another way. */
const oddNames = ['app/[id]/(shop)/page.mjs', "app/customer's orders.mts", 'app/größe.jsx']

/** Queries of which some leak, in programs and scripts; and an index that no query of the whole project asks for. */
function repository(): Files {
  const queries = ['select number from orders where organization_id = $1', 'select number from orders', 'select total from orders']
  const names = Array.from({ length: fileCount }, (_, n) => [n, queries[n % 7] ?? queries[0] ?? ''] as const)
  return {
    'migrations/0001_init.sql': `create table organizations (id bigint primary key);
create table orders (id bigint primary key, organization_id bigint not null references organizations, number text, status text);
create index on orders (organization_id);
create index on orders (number) where status = 'void';
`,
    ...Object.fromEntries(oddNames.map((name) => [name, `export const rows = (db) => db.query('${queries[1] ?? ''}')\n`])),
    ...Object.fromEntries(
      names.map(([n, query]) =>
        n % 5 === 0
          ? [`queries/part-${n % 20}/q${n}.sql`, `${query};\n`]
          : [`src/part-${n % 20}/q${n}.ts`, `export const rows = (db: Database) => db.query('${query}')\n`],
      ),
    ),
  }
}

function findingsOf({ stdout, stderr }: Outcome): string[] {
  if (!stdout.startsWith('{')) throw new Error(stderr)
  return (JSON.parse(stdout) as CheckJson).findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)
}

it(`finds in parts of ${fileCount} files what it finds in all of them`, async () => {
  const project = createProject(await installHost('10'), repository())
  await git(project, 'init', '-q')
  await git(project, 'add', '-A')
  const script = `${filesBelow('monorepos.md', 'More than one machine')['lint-shard.sh']?.trimEnd() ?? ''} --format json\n`
  project.write({ 'lint-shard.sh': script })

  const parts: string[] = []
  for (let shard = 1; shard <= shardCount; shard++) {
    const found = findingsOf(await run('sh', ['lint-shard.sh', String(shard), String(shardCount)], { cwd: project.dir }))
    expect(found.length).toBeGreaterThan(0)
    parts.push(...found)
  }
  const whole = findingsOf(await run('npx', ['--no-install', 'tenancy', 'check', '--format', 'json'], { cwd: project.dir }))
  expect(whole.length).toBeGreaterThan(fileCount / 7)
  expect([...parts, 'migrations/0001_init.sql:4:17 tenancy/no-useless-index'].sort()).toEqual(whole.sort())
})
