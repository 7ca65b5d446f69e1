import { visible } from '../../catalog/visible.ts'
import type { Finding } from '../check/finding.ts'
import { counted, countSeverities, factsOf, pathInRepository, type Report } from './report.ts'

/** What a comment of a service holds is limited. */
const most = 50

/** A summary for a comment on a pull request. */
export function markdown(report: Report): string {
  const { findings, files, known } = report
  const beside = known === 0 ? '' : `, ${known} more in the baseline`
  if (findings.length === 0) return `### tenancy check\n\nNothing found in ${counted(files, 'file')}${beside}.\n`
  const { errors, warnings } = countSeverities(findings)
  const lines = [
    '### tenancy check',
    '',
    `**${counted(errors, 'error')}, ${counted(warnings, 'warning')}** in ${counted(files, 'file')}${beside}.`,
    '',
    '| | Where | What | Rule |',
    '| --- | --- | --- | --- |',
    ...findings.slice(0, most).map((finding) => row(finding, pathInRepository(finding, report))),
    ...(findings.length > most ? ['', `And ${findings.length - most} more.`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function row({ rule, severity, message, line }: Finding, file: string): string {
  return `| ${severity} | ${escape(`${file}:${line}`)} | ${escape(message)} | [${rule}](${factsOf(rule).url}) |`
}

/** So that nothing is a sign of Markdown, breaks the table or calls somebody. */
function escape(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]<>|#~!&$]/g, String.raw`\$&`)
    .replaceAll('@', '@<!-- -->')
    .replace(/\s+/g, ' ')
}
