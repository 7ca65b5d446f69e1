import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { commitAll, git } from './support/git.ts'
import { installTools, type Install } from './support/install.ts'
import { filesBelow } from './support/page.ts'
import { createProject, type Project } from './support/project.ts'
import { run, type Outcome } from './support/run.ts'

const leak = 'select * from orders;\n'
const held = 'select number from orders where organization_id = $1;\n'
const start = {
  'migrations/0001_init.sql': `create table organizations (id bigint primary key);
create table orders (id bigint primary key, organization_id bigint not null references organizations, number text);
create index on orders (organization_id);
`,
  'src/held.ts': `export const q: string = db.query(\`${held.trim()}\`)\n`,
}

/** A step of a pipeline that runs something: a script of bash with its variables. */
interface Step {
  readonly script: string
  readonly env?: Readonly<Record<string, string>>
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: { readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[] }
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly WorkflowStep[] }>>
}

interface WorkflowStep {
  readonly run?: string
  readonly uses?: string
  readonly with?: Inputs
}

type Inputs = Readonly<Record<string, string | boolean>>
type Parse = (text: string) => unknown

const ownAction = 'eslint-plugin-tenancy/eslint-plugin-tenancy@'

/** What an action does with inputs, by its file. */
function actionSteps(parse: Parse, given: Inputs): Step[] {
  const { inputs, runs } = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as Action
  const unknown = Object.keys(given).filter((name) => !(name in inputs))
  if (unknown.length > 0) throw new Error(`The action has no input ${unknown.join(', ')}`)
  const valueOf = (text: string): string =>
    text.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => String(given[name] ?? inputs[name]?.default))
  return runs.steps.map(({ run: script, env }) => ({
    script,
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, valueOf(value)])),
  }))
}

function scripts(list: readonly (string | undefined)[]): Step[] {
  return list.flatMap((script) => (script === undefined ? [] : { script }))
}

function workflowSteps(text: string, parse: Parse): Step[] {
  const { jobs } = parse(text) as Workflow
  return Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.uses?.startsWith(ownAction) ? actionSteps(parse, step.with ?? {}) : scripts([step.run])))
}

interface Pipeline {
  readonly heading: string
  readonly steps: (text: string, parse: Parse) => readonly Step[]
  /** What is written or printed where there is a leak. */
  readonly report?: string
  readonly found: RegExp
}

const pipelines: readonly Pipeline[] = [
  { heading: 'GitHub Actions', steps: workflowSteps, report: 'tenancy.sarif', found: /"uri":\s*"leak\.sql"/ },
  { heading: 'GitHub Actions, without the action', steps: workflowSteps, found: /^::error file=leak\.sql,line=1,/m },
  {
    heading: 'GitLab',
    steps: (text, parse) => scripts((parse(text) as { tenancy: { script: string[] } }).tenancy.script),
    report: 'gl-code-quality-report.json',
    found: /"path":\s*"leak\.sql"/,
  },
  {
    heading: 'Azure Pipelines',
    steps: (text, parse) => scripts((parse(text) as { steps: { script?: string }[] }).steps.map(({ script }) => script)),
    report: 'tenancy.xml',
    found: /<failure/,
  },
  {
    heading: 'Jenkins',
    steps: (text) => scripts([...text.matchAll(/\bsh '([^']*)'/g)].map(([, script]) => script)),
    report: 'tenancy.xml',
    found: /<failure/,
  },
]

let installed: Install
let parse: Parse
beforeAll(async () => {
  installed = await installTools()
  const yaml = createRequire(join(installed.root, 'package.json'))('yaml') as { parse: Parse }
  parse = yaml.parse
})

/** A clone in which something was added since the work branched off. */
async function workOf(added: Readonly<Record<string, string>>): Promise<Project> {
  const origin = createProject(installed, { 'package.json': '{ "private": true }', ...start })
  await commitAll(origin)
  const project = createProject(installed, {})
  await git(project, 'clone', '-q', origin.dir, '.')
  project.write(added)
  return project
}

/** Runs the steps as the services do, each in a shell of its own, up to the first that fails; the install stands in for `npm ci`. */
async function runSteps({ dir }: Project, steps: readonly Step[]): Promise<Outcome> {
  expect(steps[0]?.script).toBe('npm ci')
  let outcome: Outcome = { code: 0, stdout: '', stderr: '' }
  for (const { script, env = {} } of steps.slice(1)) {
    if (outcome.code === 0)
      outcome = await run('bash', ['-eo', 'pipefail', '-c', script], { cwd: dir, env: { GITHUB_BASE_REF: 'main', ...env } })
  }
  return outcome
}

describe.each(pipelines)('$heading', ({ heading, steps, report, found }) => {
  const stepsOfPage = (): readonly Step[] => Object.values(filesBelow('ci.md', heading)).flatMap((text) => steps(text, parse))

  it('fails where something is found, and reports it', async () => {
    const project = await workOf({ 'leak.sql': leak })
    const { code, stdout, stderr } = await runSteps(project, stepsOfPage())
    expect(code, stdout + stderr).toBe(1)
    expect(report === undefined ? stdout : project.read(report)).toMatch(found)
    if (heading.startsWith('GitHub')) expect(stdout).toMatch(/^::error file=leak\.sql,line=1,/m)
  })

  it('passes where nothing is, with a report of nothing', async () => {
    const project = await workOf({ 'held.sql': held })
    const { code, stdout, stderr } = await runSteps(project, stepsOfPage())
    expect(code, stdout + stderr).toBe(0)
    expect(report === undefined ? stdout : project.read(report)).not.toMatch(found)
  })
})

describe('the action', () => {
  it('adds what it is given, and stops where that is wrong', async () => {
    const project = await workOf({ 'leak.sql': leak, 'held.sql': held })
    const act = async (given: Readonly<Record<string, string>>): Promise<Outcome> =>
      runSteps(project, [{ script: 'npm ci' }, ...actionSteps(parse, given)])
    expect(await act({ arguments: 'held.sql src --preset strict' })).toMatchObject({ code: 0 })
    expect(await act({ arguments: 'leak.sql; echo $(pwd)' })).toMatchObject({ code: 2 })
    expect(await act({ arguments: '--preset none', sarif: 'a.sarif' })).toMatchObject({ code: 2 })
    expect(await act({})).toMatchObject({ code: 1 })
  })
})
