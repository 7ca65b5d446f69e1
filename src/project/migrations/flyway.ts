import { basename } from 'node:path'
import { compareNames, compareVersions } from './file-order.ts'
import { inOrder, undoes } from './set-apart.ts'
import type { Folder, MigrationTool } from './tool.ts'

/** https://documentation.red-gate.com/fd/migrations-184127470.html */
export const flyway: MigrationTool = {
  name: 'flyway',
  holds: 'steps',
  packages: [],
  transactions: {
    begins: false,
    sendsWhole: true,
    wayOut: 'Give it a migration of its own, which Flyway runs in no transaction',
  },
  isHome: (folder) =>
    (/^migrations?$/.test(basename(folder.path)) ? folder.files : folder.direct).some((file) => parseName(file)?.kind === 'V'),
  commitsEach: { marked: /^--[ \t]*flyway:executeInTransaction=false\b/im },
  order(folder) {
    const baseline = findBaseline(folder)
    return inOrder(
      folder,
      folder.files.filter((file) => parseName(file) !== undefined || folder.direct.includes(file)),
      compareScripts,
      (file) => findReason(file, baseline),
    )
  },
}

interface Script {
  readonly kind: string
  readonly version: readonly string[]
  readonly description: string
}

function parseName(file: string): Script | undefined {
  const [, kind, version, description] = /^(?:([VUB])(\d+(?:[._]\d+)*)|R)__(.*)\.sql$/.exec(basename(file)) ?? []
  if (description === undefined) return undefined
  return { kind: kind ?? 'R', version: version?.split(/[._]/) ?? [], description }
}

/** A new database starts from the last baseline. */
function findBaseline(folder: Folder): Script | undefined {
  return folder.files
    .flatMap((file) => parseName(file) ?? [])
    .filter((script) => script.kind === 'B')
    .sort((a, b) => compareVersions(a.version, b.version))
    .at(-1)
}

function findReason(file: string, baseline: Script | undefined): string | undefined {
  const script = parseName(file)
  if (!script) return 'has no version in its name'
  if (script.kind === 'U') return undoes
  if (!baseline || script.kind === 'R') return undefined
  const order = compareVersions(script.version, baseline.version)
  return order < 0 || (order === 0 && script.kind === 'V') ? 'is older than the baseline' : undefined
}

/** Repeatable migrations come last, by description. */
function compareScripts(a: string, b: string): number {
  const [x, y] = [parseName(a), parseName(b)]
  if (!x || !y) return compareNames(a, b)
  if (x.kind === 'R' || y.kind === 'R') {
    return Number(x.kind === 'R') - Number(y.kind === 'R') || compareNames(x.description, y.description) || compareNames(a, b)
  }
  return compareVersions(x.version, y.version) || compareNames(a, b)
}
