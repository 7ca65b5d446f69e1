import { grouped } from '../../catalog/grouped.ts'
import { lookup } from '../../catalog/lookup.ts'
import { withCodes } from '../../catalog/visible.ts'
import type { Finding } from '../check/finding.ts'
import { shownPath } from '../places.ts'
import { countSeverities, type Report } from './report.ts'

/** JUnit XML: errors are tests that failed, warnings are tests that passed and said something. */
export function junit({ findings, files, cwd }: Report): string {
  const suites = [...grouped(findings, ({ path }) => path)].map(([path, of]) => suite(shownPath(path, cwd), of))
  // Some services take a report without a test for a failure.
  const all = suites.length > 0 ? suites : [`  <testsuite name="tenancy check" tests="1" failures="0">\n${passed(files)}\n  </testsuite>`]
  const { errors } = countSeverities(findings)
  const head = `<testsuites name="tenancy check" tests="${Math.max(1, findings.length)}" failures="${errors}">`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${all.join('\n')}\n</testsuites>\n`
}

function passed(files: number): string {
  return `    <testcase classname="tenancy" name="${files} files" />`
}

function suite(file: string, findings: readonly Finding[]): string {
  const { errors } = countSeverities(findings)
  const cases = findings.map((finding) => testcase(finding, file)).join('\n')
  return `  <testsuite name="${escape(file)}" tests="${findings.length}" failures="${errors}">\n${cases}\n  </testsuite>`
}

function testcase({ rule, severity, message, line, column }: Finding, file: string): string {
  const at = `${file}:${line}:${column}`
  const said = escape(`${at}: ${message}`)
  const body =
    severity === 'error'
      ? `<failure type="${escape(rule)}" message="${escape(message)}">${said}</failure>`
      : `<system-out>${said}</system-out>`
  return `    <testcase classname="${escape(rule)}" name="${escape(at)}" file="${escape(file)}" line="${line}">${body}</testcase>`
}

const entities: Readonly<Record<string, string>> = lookup({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })

/** XML has no way to write most control characters. */
function escape(text: string): string {
  // eslint-disable-next-line no-control-regex -- those are what is looked for
  const written = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
  return withCodes(
    written.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign),
    (hex) => `&#${Number.parseInt(hex, 16)};`,
  )
}
