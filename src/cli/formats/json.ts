import { jsonText } from '../output.ts'
import { shownPath } from '../places.ts'
import { countSeverities, factsOf, fingerprints, type Report } from './report.ts'

export interface CheckJson {
  readonly version: 1
  readonly files: number
  readonly errors: number
  readonly warnings: number
  readonly baselined: number
  readonly findings: readonly {
    readonly rule: string
    readonly severity: 'error' | 'warning'
    readonly message: string
    readonly file: string
    readonly line: number
    readonly column: number
    readonly endLine: number
    readonly endColumn: number
    readonly table: string | null
    readonly tables: readonly string[]
    readonly fingerprint: string
    readonly url: string
  }[]
}

/** For people's own programs. */
export function json({ findings, files, known, cwd }: Report): string {
  const prints = fingerprints(findings)
  const found: CheckJson = {
    version: 1,
    files,
    ...countSeverities(findings),
    baselined: known,
    findings: findings.map(({ rule, severity, message, path, line, column, endLine, endColumn, meaning }, i) => ({
      rule,
      severity,
      message,
      file: shownPath(path, cwd),
      line,
      column,
      endLine,
      endColumn,
      table: meaning.table ?? null,
      tables: meaning.tables,
      fingerprint: prints[i] ?? '',
      url: factsOf(rule).url,
    })),
  }
  return `${jsonText(found)}\n`
}
