import { LanguageServer, type OpenFile } from '../../tests/e2e/support/language-server.ts'
import { emptyFolder, keptFolder, linkPlugin, writeFiles } from './folders.ts'
import { quantile, timedAsync } from './measure.ts'
import { notationNamed, schemaOf } from './notations.ts'
import { installed } from './installed.ts'
import { largeProgram } from './programs.ts'
import type { Part, Row } from './results.ts'
import { script } from './statements.ts'

export const vscode: Part = {
  title: 'A keystroke by way of the ESLint server of VS Code',
  aim: undefined,
  how: `The server is started twice, in projects with the preset \`recommended\` and with the parser alone, and told of each keystroke as an editor tells it; what is told is how long its answer takes by the clock.
The schema is 500 tables in migrations.`,
  async *rows(size) {
    const [tables, lines, keystrokes] = size === 'tiny' ? [10, 100, 2] : [500, 2_000, 200]
    const folder = keptFolder('vscode')
    installed(folder, ['vscode-langservers-extracted@4.10.0'])
    const notation = notationNamed('SQL')
    const files = {
      'src/app/reports.ts': { language: 'typescript', text: largeProgram(lines, notation, tables, 10), hasBase: true },
      'queries/reports.sql': { language: 'sql', text: script(lines / 3).join('\n'), hasBase: false },
    }
    const texts = Object.fromEntries(Object.entries(files).map(([path, { text }]) => [path, text]))
    const start = (name: string, config: string): Promise<LanguageServer> => {
      const root = emptyFolder('vscode', name)
      writeFiles(root, { ...schemaOf(notation, tables, 10), ...texts, 'eslint.config.js': config })
      linkPlugin(root)
      return LanguageServer.start(folder, root)
    }
    const base = await start('parser-alone', parserAlone)
    const ours = await start('recommended', recommended)
    for (const [file, { language, text, hasBase }] of Object.entries(files)) {
      const opened = [ours, ...(hasBase ? [base] : [])].map((server) => server.open(file, language, text))
      const [first = NaN] = await Promise.all(opened.map((one) => timedAsync(() => one.diagnostics())))
      const times: number[][] = opened.map(() => [])
      for (let i = 0; i < keystrokes; i++) {
        for (const [which, one] of opened.entries()) times[which]?.push(await keystroke(one, i))
      }
      yield rowOf(file, text, first, times)
    }
    base.stop()
    ours.stop()
  },
}

const parserAlone = `import parser from '@typescript-eslint/parser'
export default [{ files: ['**/*.ts'], languageOptions: { parser } }]
`
const recommended = `import tenancy from 'eslint-plugin-tenancy'
export default [...tenancy.configs.recommended]
`

/** A letter that is typed at the end of a line, and taken away by the next keystroke, here and there in the file. */
async function keystroke(file: OpenFile, n: number): Promise<number> {
  const lines = file.text.split('\n')
  const line = (Math.floor(n / 2) * 137) % lines.length
  const at = lines.slice(0, line + 1).reduce((sum, one) => sum + one.length + 1, -1)
  if (n % 2 === 0) file.replace(at, at, ' ')
  else file.replace(at - 1, at, '')
  return timedAsync(() => file.diagnostics())
}

function rowOf(open: string, text: string, first: number, [ours = [], base]: readonly number[][]): Row {
  return {
    open,
    lines: text.split('\n').length,
    'first time, ms': first,
    'median, ms': quantile(ours, 0.5),
    '95th percentile, ms': quantile(ours, 0.95),
    'median without, ms': base && quantile(base, 0.5),
    '95th percentile without, ms': base && quantile(base, 0.95),
  }
}
