import { pathToFileURL } from 'node:url'
import type { Finding } from '../check/finding.ts'
import { jsonText } from '../output.ts'
import { factsOf, fingerprints, pathInRepository, version, type Report } from './report.ts'

const schema = 'https://json.schemastore.org/sarif-2.1.0.json'
const repository = 'https://github.com/eslint-plugin-tenancy/eslint-plugin-tenancy'
const base = 'ROOT'

/** SARIF 2.1.0, as code scanning takes it. */
export function sarif(report: Report): string {
  const { findings, root } = report
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort()
  const prints = fingerprints(findings)
  const run = {
    tool: {
      driver: {
        name: 'eslint-plugin-tenancy',
        semanticVersion: version(),
        informationUri: repository,
        rules: rules.map(ruleOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [base]: { uri: `${pathToFileURL(root).href.replace(/\/$/, '')}/` } },
    results: findings.map((finding, i) => resultOf(finding, rules.indexOf(finding.rule), prints[i] ?? '', report)),
  }
  return `${jsonText({ $schema: schema, version: '2.1.0', runs: [run] })}\n`
}

function ruleOf(id: string): object {
  const { description, url } = factsOf(id)
  return {
    id,
    name: id.slice('tenancy/'.length),
    shortDescription: { text: `${description}.` },
    fullDescription: { text: `${description}.` },
    helpUri: url,
    help: { text: `See ${url}`, markdown: `[What it reports, and what to do](${url})` },
    properties: { tags: ['postgres', 'tenancy'] },
  }
}

function resultOf(finding: Finding, ruleIndex: number, fingerprint: string, report: Report): object {
  const { rule, severity, message, line, column, endLine, endColumn, meaning } = finding
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(pathInRepository(finding, report)), uriBaseId: base },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        ...(meaning.table !== undefined && { logicalLocations: [{ name: meaning.table, kind: 'table' }] }),
      },
    ],
    partialFingerprints: { 'tenancyMeaning/v1': fingerprint },
  }
}

function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
