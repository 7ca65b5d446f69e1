import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { callSets } from '../orms/drizzle/support/calls.ts'
import { cases } from '../orms/drizzle/support/cases.ts'
import { install, type Install } from './support/install.ts'
import { libraries } from './support/libraries.ts'
import { createProject, type Project } from './support/project.ts'

/** The statements, however they are set. */
function statementsOf(sql: string): string[] {
  return sql
    .replaceAll('--> statement-breakpoint', '\n')
    .split(/;\s*\n/)
    .map((statement) => statement.replace(/\s+/g, ' ').replace(/;$/, '').trim())
    .filter((statement) => statement !== '')
}

describe.each([0, 1] as const)('the DDL that the tests take for that of Drizzle %i is what drizzle-kit makes', (major) => {
  let installed: Install
  beforeAll(async () => {
    installed = await install(`drizzle-${major}`, libraries.drizzle[major])
  })

  it.each(cases.filter((one) => one.major === major))('$name', async ({ programs, ddl }) => {
    const project = createProject(installed, { 'package.json': '{}', ...programs })
    const made = 'drizzle.config.ts' in programs ? await generated(installed, project) : await exported(installed, project)
    expect(statementsOf(made)).toEqual(statementsOf(ddl))
  })
})

const printer = fileURLToPath(new URL('drizzle/print-sent.js', import.meta.url))

describe.each(callSets)('the SQL that the tests take for that of the calls in $name is what Drizzle $major sends', (set) => {
  it('is recorded', async () => {
    const { root } = await install(`drizzle-${set.major}`, libraries.drizzle[set.major])
    const input = JSON.stringify({ files: set.files, calls: set.calls, relations: set.relations })
    const { stdout, stderr } = spawnSync(process.execPath, [printer], { cwd: root, input, encoding: 'utf8' })
    expect(stdout && (JSON.parse(stdout) as unknown), stderr).toEqual(JSON.parse(readFileSync(set.recorded, 'utf8')))
  })
})

async function kit({ root }: Install, project: Project, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await project.node([join(root, 'node_modules/drizzle-kit/bin.cjs'), ...args])
  expect(code, stderr).toBe(0)
  return stdout
}

async function exported(installed: Install, project: Project): Promise<string> {
  return kit(installed, project, ['export', '--dialect', 'postgresql', '--schema', 'schema.ts'])
}

/** What a config says of names is heeded by `generate` alone. */
async function generated(installed: Install, project: Project): Promise<string> {
  await kit(installed, project, ['generate', '--config', 'drizzle.config.ts'])
  const [migration = ''] = readdirSync(join(project.dir, 'drizzle')).filter((file) => file.endsWith('.sql'))
  return project.read(join('drizzle', migration))
}
