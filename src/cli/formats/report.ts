import plugin from '../../../index.ts'
import type { Finding } from '../check/finding.ts'
import { shownPath } from '../places.ts'

/** What a format prints. */
export interface Report {
  /** File by file, in the order of the files. */
  readonly findings: readonly Finding[]
  /** How many files were checked. */
  readonly files: number
  /** How many findings the baseline holds. */
  readonly known: number
  /** The top of the repository, which services take paths from. */
  readonly root: string
  readonly cwd: string
  readonly useColor: boolean
}

export type Format = (report: Report) => string

export interface RuleFacts {
  readonly description: string
  readonly url: string
}

const docs: ReadonlyMap<string, RuleFacts> = new Map(
  Object.entries(plugin.rules).map(([name, { meta }]) => [
    `tenancy/${name}`,
    { description: meta?.docs?.description ?? '', url: meta?.docs?.url ?? '' },
  ]),
)

export function factsOf(rule: string): RuleFacts {
  return docs.get(rule) ?? { description: '', url: '' }
}

export function version(): string {
  return plugin.meta.version
}

/** As a service that shows the repository names the file. */
export function pathInRepository({ path }: Finding, { root }: Report): string {
  return shownPath(path, root)
}

/** The keys of the findings, made different where several are equal. */
export function fingerprints(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>()
  return findings.map(({ key }) => {
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count === 1 ? key : `${key}:${count}`
  })
}

export function countSeverities(findings: readonly Finding[]): { readonly errors: number; readonly warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: findings.length - errors }
}

export function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}
