import { visible } from '../../catalog/visible.ts'
import type { Finding } from '../check/finding.ts'
import { pathInRepository, type Report } from './report.ts'

/** Commands of GitHub Actions, which shows them at their lines. */
export function github(report: Report): string {
  return report.findings.map((finding) => `${command(finding, pathInRepository(finding, report))}\n`).join('')
}

function command({ rule, severity, message, line, column, endLine, endColumn }: Finding, file: string): string {
  // Columns hold within one line alone.
  const end = endLine === line ? { endLine, endColumn } : { endLine }
  const properties = Object.entries({ file, line, col: column, ...end, title: rule })
  return `::${severity} ${properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',')}::${escapeText(message)}`
}

function escapeText(text: string): string {
  const escaped = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return visible(escaped)
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
