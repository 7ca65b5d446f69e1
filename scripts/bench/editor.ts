import { Linter } from 'eslint'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parserAlone } from './applications.ts'
import { builtPlugin } from './built.ts'
import { emptyFolder, writeFiles } from './folders.ts'
import { costOf, isolated, quantile } from './measure.ts'
import { notationNamed, notations, schemaNotations, schemaOf } from './notations.ts'
import { largeProgram } from './programs.ts'
import { isAsked, type Part, type Row } from './results.ts'
import { script } from './statements.ts'

/** What is open in the editor. */
const kinds = ['program', 'schema, a file a table', 'schema, a file of many tables', 'script'] as const
type Kind = (typeof kinds)[number]

interface Case {
  readonly kind: Kind
  readonly notation: string
  readonly tables: number
  readonly lines: number
  readonly keystrokes: number
}

export const editor: Part = {
  title: 'A keystroke',
  aim: 'the 95th percentile of what this plugin adds is under 15 ms',
  how: `A file is open in a process that has linted it before, as the ESLint server of an editor has. Each tenth of a second a letter is typed: ten of them in the name of a column,
and the next ten elsewhere; outside of the schema, every second time, they are spaces at the end of a line. Then ESLint lints the text with the parser alone and with the preset \`recommended\`, in turns; what is told is the difference, of the processor's time.
"Noise" is the same difference between the parser alone and the parser alone. Where the language of the file is one of this plugin, there is nothing to compare, and all of the time is told.`,
  *rows(size, only) {
    const given = size === 'tiny' ? { tables: 10, lines: 100, keystrokes: 4 } : { tables: 1_000, lines: 2_000, keystrokes: 100 }
    const names = notations.map(({ name }) => name)
    const cases = [
      ...notations.map(({ name }): Case => ({ ...given, kind: 'program', notation: name })),
      ...schemaNotations.flatMap(({ name }) => kinds.slice(1, 3).map((kind): Case => ({ ...given, kind, notation: name }))),
      { ...given, kind: 'script', notation: 'SQL' } as const,
    ].filter((one) => isAsked(one.notation, only, names) && isAsked(one.kind, only, kinds))
    for (const one of size === 'tiny' ? cases.filter((_, i) => i % 9 === 0) : cases) yield rowOf(one)
  },
}

function rowOf(one: Case): Row {
  const { first, lines, added, noise, findings } = isolated(import.meta.url, typeInto, one)
  return {
    open: one.kind,
    notation: one.notation,
    lines,
    tables: one.tables,
    'first time, ms': first,
    'median, ms': quantile(added, 0.5),
    '95th percentile, ms': quantile(added, 0.95),
    'noise, 95th percentile, ms': noise.length > 0 ? quantile(noise, 0.95) : undefined,
    findings,
  }
}

interface Typed {
  readonly first: number
  readonly lines: number
  readonly added: readonly number[]
  readonly noise: readonly number[]
  readonly findings: number
}

export async function typeInto({ kind, notation: name, tables, lines, keystrokes }: Case): Promise<Typed> {
  const notation = notationNamed(name)
  const root = emptyFolder('editor', name)
  const tablesOfFile = kind === 'schema, a file of many tables' ? 100 : 1
  const schema = schemaOf(notation, tables, tablesOfFile)
  const opened = ((): { readonly path: string; readonly text: string } => {
    if (kind === 'program') return { path: 'src/app/reports.ts', text: largeProgram(lines, notation, tables, tablesOfFile) }
    if (kind === 'script') return { path: 'queries/reports.sql', text: script(lines / 2).join('\n') }
    const path = notation.path(Math.floor(tables / tablesOfFile / 2)) + notation.extension
    return { path, text: schema[path] ?? '' }
  })()
  writeFiles(root, { ...schema, [opened.path]: opened.text })
  const filename = join(root, opened.path)
  const ours = new Linter({ cwd: root, configType: 'flat' })
  const base = new Linter({ cwd: root, configType: 'flat' })
  const { recommended } = (await builtPlugin()).configs
  let findings = 0
  const lint = async (linter: Linter, config: Linter.Config[], text: string): Promise<number> => {
    const { cpu } = await costOf(() => (findings = linter.verify(text, config, { filename }).length))
    return cpu
  }
  const hasBase = filename.endsWith('.ts')
  const without = async (text: string): Promise<number> => (hasBase ? lint(base, parserAlone, text) : 0)
  await without(opened.text)
  const first = await lint(ours, recommended, opened.text)
  const found = findings
  const added: number[] = []
  const noise: number[] = []
  for (let i = -20; i < keystrokes; i++) {
    const text = typed(opened.text, i + 20, kind.startsWith('schema'))
    if (i >= 0) await pause(100)
    const early = i % 2 === 0 ? await without(text) : undefined
    const cost = await lint(ours, recommended, text)
    const before = early ?? (await without(text))
    if (i < 0) continue
    added.push(cost - before)
    if (hasBase) noise.push((await without(text)) - before)
  }
  return { first, lines: opened.text.split('\n').length, added, noise, findings: found }
}

/** The text after so many keystrokes: ten letters in one place, and then in another. */
function typed(text: string, n: number, inNames: boolean): string {
  const word = Math.floor(n / 10)
  const isName = inNames || word % 2 === 0
  const places = [...text.matchAll(isName ? /(?<=\btitle)\b/g : /$/gm)]
  const at = places[(word * 137) % places.length]?.index ?? 0
  return text.slice(0, at) + (isName ? 's' : ' ').repeat((n % 10) + 1) + text.slice(at)
}
