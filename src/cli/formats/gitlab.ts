import { jsonText } from '../output.ts'
import { fingerprints, pathInRepository, type Report } from './report.ts'

/** A code quality report of GitLab. */
export function gitlab(report: Report): string {
  const prints = fingerprints(report.findings)
  const issues = report.findings.map((finding, i) => ({
    description: finding.message,
    check_name: finding.rule,
    fingerprint: prints[i],
    severity: finding.severity === 'error' ? 'major' : 'minor',
    location: { path: pathInRepository(finding, report), lines: { begin: finding.line, end: finding.endLine } },
  }))
  return `${jsonText(issues)}\n`
}
