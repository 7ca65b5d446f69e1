import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LanguageServer, type OpenFile } from '../../tests/e2e/support/language-server.ts'
import { timedAsync } from './measure.ts'
import { program } from './programs.ts'
import { script } from './statements.ts'

const tableCount = 500
const keystrokeCount = 200
const folder = join(realpathSync(tmpdir()), 'eslint-plugin-tenancy-bench/editor')
const repository = fileURLToPath(new URL('../..', import.meta.url))

const parserAlone = `import parser from '@typescript-eslint/parser'
export default [{ files: ['**/*.ts'], languageOptions: { parser } }]
`
const recommended = `import tenancy from 'eslint-plugin-tenancy'
export default [...tenancy.configs.recommended]
`

const files = {
  'src/reports.ts': { language: 'typescript', text: largeProgram(), hasBase: true },
  'queries/reports.sql': { language: 'sql', text: script(600).join('\n'), hasBase: false },
}

/** Keystrokes in large files by way of the ESLint server of VS Code, with the recommended preset and with the parser alone. */
export async function editorTimes(): Promise<object[]> {
  installServer()
  const base = await LanguageServer.start(folder, writeProject('parser-alone', parserAlone))
  const ours = await LanguageServer.start(folder, writeProject('recommended', recommended))
  const rows: object[] = []
  for (const [file, { language, text, hasBase }] of Object.entries(files)) {
    const opened = [ours, ...(hasBase ? [base] : [])].map((server) => server.open(file, language, text))
    const first = await Promise.all(opened.map((one) => timedAsync(() => one.diagnostics())))
    const times: number[][] = opened.map(() => [])
    for (let i = 0; i < keystrokeCount; i++) {
      for (const [which, one] of opened.entries()) times[which]?.push(await keystroke(one, i))
    }
    rows.push(rowOf(file, text, first[0], times))
  }
  base.stop()
  ours.stop()
  return rows
}

/** A letter that is typed at the end of a line, and taken away by the next keystroke, here and there in the file. */
async function keystroke(file: OpenFile, n: number): Promise<number> {
  const lines = file.text.split('\n')
  const line = (Math.floor(n / 2) * 137) % lines.length
  const at = lines.slice(0, line + 1).reduce((sum, one) => sum + one.length + 1, -1)
  if (n % 2 === 0) file.replace(at, at, ' ')
  else file.replace(at - 1, at, '')
  return timedAsync(() => file.diagnostics())
}

function rowOf(file: string, text: string, first: number | undefined, [ours = [], base]: readonly number[][]): object {
  const share = base && (quantile(ours, 0.5) - quantile(base, 0.5)) / quantile(ours, 0.5)
  return {
    file,
    lines: text.split('\n').length,
    tables: tableCount,
    'first ms': Math.round(first ?? NaN),
    'p50 ms': Math.round(quantile(ours, 0.5)),
    'p95 ms': Math.round(quantile(ours, 0.95)),
    'p50 without ms': base ? Math.round(quantile(base, 0.5)) : '-',
    'p95 without ms': base ? Math.round(quantile(base, 0.95)) : '-',
    'share of ours': share === undefined ? 'all' : share.toFixed(2),
  }
}

function quantile(numbers: readonly number[], share: number): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? NaN
}

function installServer(): void {
  if (existsSync(join(folder, 'node_modules/vscode-langservers-extracted'))) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const options = { cwd: folder, stdio: 'inherit' } as const
  spawnSync('npm', ['install', '--no-audit', '--no-fund', 'vscode-langservers-extracted@4.10.0'], options)
}

function writeProject(name: string, config: string): string {
  const root = join(folder, name)
  rmSync(root, { recursive: true, force: true })
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  write('package.json', JSON.stringify({ name: 'bench', type: 'module', dependencies: { pg: '*' } }))
  write('eslint.config.js', config)
  for (const [path, { text }] of Object.entries(files)) write(path, text)
  for (let n = 0; n < tableCount; n += 10) write(`migrations/${String(n).padStart(4, '0')}_reports.sql`, migration(n))
  for (const one of ['eslint', '@typescript-eslint/parser']) link(join(repository, 'node_modules', one), join(root, 'node_modules', one))
  link(repository, join(root, 'node_modules/eslint-plugin-tenancy'))
  return root
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(realpathSync(target), path, 'junction')
}

function migration(first: number): string {
  const tables = Array.from({ length: 10 }, (_, i) => `reports_${first + i}`)
  return tables
    .map((name) =>
      [
        `CREATE TABLE ${name} (`,
        '  id uuid PRIMARY KEY,',
        '  organization_id uuid NOT NULL,',
        '  parent_id uuid,',
        '  title text NOT NULL,',
        '  total_cents integer NOT NULL,',
        '  created_at timestamptz NOT NULL DEFAULT now(),',
        '  deleted_at timestamptz,',
        '  UNIQUE (organization_id, id),',
        `  FOREIGN KEY (organization_id, parent_id) REFERENCES ${name} (organization_id, id)`,
        ');',
        `CREATE INDEX ${name}_parent_idx ON ${name} (organization_id, parent_id);`,
        '',
      ].join('\n'),
    )
    .join('\n')
}

/** Modules in one, with queries on tables of the schema. */
function largeProgram(): string {
  const modules = Array.from({ length: 12 }, (_, n) =>
    program(n, 'SQL')
      .replaceAll(/\b(?:orders|order_items|customers|invoices)\b/g, `reports_${n * 37}`)
      .replaceAll(/^import .*$/gm, ''),
  )
  return `import { createHash } from 'node:crypto'\nimport { request, type Client } from './client'\n${modules.join('\n')}`
}
