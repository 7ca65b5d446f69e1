import { posix } from 'node:path'
import { isPostgresName } from './databases.ts'
import { allLeftOut, type Folder, type MigrationTool } from './tool.ts'

/** https://sqitch.org/docs/manual/sqitchchanges/ and https://sqitch.org/docs/manual/sqitch-rework/ */
export const sqitch: MigrationTool = {
  name: 'sqitch',
  holds: 'steps',
  packages: [],
  isHome: (folder) => folder.read(plan) !== undefined,
  // It gives them to psql, and they begin and commit as they like.
  commitsEach: {},
  order(folder) {
    const engine = findSetting(folder, 'engine')
    if (engine !== undefined && !isPostgresName(engine)) return allLeftOut(folder.files, `is for ${engine}`)
    const deploy = posix.basename(findSetting(folder, 'deploy_dir') ?? 'deploy')
    const ordered = listFiles(folder.read(plan) ?? '', (name) => folder.files.includes(`${deploy}/${name}.sql`)).map(
      (name) => `${deploy}/${name}.sql`,
    )
    return {
      ordered,
      leftOut: folder.files
        .filter((path) => !ordered.includes(path))
        .map((path) => ({ path, reason: path.startsWith(`${deploy}/`) ? 'is not in the plan' : 'is not deployed' })),
    }
  },
}

const plan = 'sqitch.plan'

/** The configuration lies beside the plan, or above it when `top_dir` says where the plan is. */
function findSetting(folder: Folder, key: string): string | undefined {
  const pattern = new RegExp(String.raw`^\s*${key}\s*=\s*["']?([^"'\s#;]+)`, 'm')
  for (const place of ['sqitch.conf', '../sqitch.conf', '../../sqitch.conf']) {
    const found = pattern.exec(folder.read(place) ?? '')
    if (found) return found[1]
  }
  return undefined
}

interface Step {
  readonly name: string
  readonly tags: string[]
}

function listSteps(text: string): Step[] {
  const steps: Step[] = []
  for (const line of text.split(/\r?\n/)) {
    const [, sign, name] = /^([@+-]?)\s*([^\s#%@+[-][^\s[#]*)/.exec(line.trimStart()) ?? []
    if (name === undefined) continue
    if (sign === '@') steps.at(-1)?.tags.push(name)
    else if (sign !== '-') steps.push({ name, tags: [] })
  }
  return steps
}

/** A change that is worked over later is kept under the first tag that follows it. */
function listFiles(text: string, exists: (name: string) => boolean): string[] {
  const steps = listSteps(text)
  return steps.flatMap(({ name }, i) => {
    const next = steps.findIndex((later, j) => j > i && later.name === name)
    const tags = next < 0 ? [] : steps.slice(i, next).flatMap((step) => step.tags)
    const kept = tags.map((tag) => `${name}@${tag}`).find(exists)
    return kept ?? (next < 0 && exists(name) ? name : [])
  })
}
