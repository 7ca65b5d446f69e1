import { styleText } from 'node:util'
import { grouped } from '../../catalog/grouped.ts'
import { visible } from '../../catalog/visible.ts'
import { shownPath } from '../places.ts'
import type { Finding } from '../check/finding.ts'
import { counted, countSeverities, type Report } from './report.ts'

type Style = Parameters<typeof styleText>[0]
type Paint = (style: Style, text: string) => string

/** For people at a terminal. */
export function stylish(report: Report): string {
  const { findings, files, known, cwd, useColor } = report
  const paint: Paint = (style, text) => (useColor ? styleText(style, text, { validateStream: false }) : text)
  const blocks = [...grouped(findings, ({ path }) => path)].map(([path, of]) =>
    [paint('underline', visible(shownPath(path, cwd))), ...rows(of, paint), ''].join('\n'),
  )
  const beside = known === 0 ? '' : `, ${known} more in the baseline`
  const { errors, warnings } = countSeverities(findings)
  const sum =
    findings.length === 0
      ? `Nothing found in ${counted(files, 'file')}${beside}.`
      : paint(errors > 0 ? ['red', 'bold'] : ['yellow', 'bold'], `${counted(errors, 'error')}, ${counted(warnings, 'warning')}${beside}.`)
  return `${[...blocks, sum].join('\n')}\n`
}

function rows(findings: readonly Finding[], paint: Paint): string[] {
  const width = findings.reduce((most, finding) => Math.max(most, place(finding).length), 0)
  return findings.map((finding) => {
    const { severity, message, rule } = finding
    const said = severity === 'error' ? paint('red', 'error  ') : paint('yellow', 'warning')
    return `  ${paint('dim', place(finding).padEnd(width))}  ${said}  ${visible(message)}  ${paint('dim', rule)}`
  })
}

function place({ line, column }: Finding): string {
  return `${line}:${column}`
}
