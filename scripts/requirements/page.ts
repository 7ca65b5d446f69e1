/** The page of requirements: its rows, and the vocabulary at its top that says which rules a row's words stand for. */

/** Lines of a document, both ends included, counted from 1. */
export interface Lines {
  readonly from: number
  readonly to: number
}

export interface Requirement {
  readonly id: string
  readonly says: string
  /** What the page calls its rule, without the marks of code. */
  readonly rule: string
  /** The document that it was taken from, by the number in front of its name. */
  readonly document: string
  readonly good: readonly Lines[]
  readonly bad: readonly Lines[]
}

/** The rules of this project behind each word of the page. */
export type Vocabulary = ReadonlyMap<string, readonly string[]>

export interface Page {
  readonly requirements: readonly Requirement[]
  readonly vocabulary: Vocabulary
}

export const overlap = (a: Lines, b: Lines): boolean => a.from <= b.to && b.from <= a.to

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim())
}

function withoutParentheses(text: string): string {
  const inner = text.replaceAll(/\([^()]*\)/g, '')
  return inner === text ? text : withoutParentheses(inner)
}

/** The lines that the parts of a cell begin with, by whether the cell goes on to call them right; the rest is prose. */
function linesOf(cell: string): { readonly lines: Lines; readonly isFine: boolean }[] {
  const flat = withoutParentheses(cell.replaceAll(/\([^()]*\bfine\b[^()]*\)/g, ' fine'))
  return flat.split(/[,;/]/).flatMap((part) => {
    const [, from, to = from] = /(?:^|: )\s*(\d+)(?:-(\d+))?/.exec(part.trim()) ?? []
    return from === undefined ? [] : [{ lines: { from: Number(from), to: Number(to) }, isFine: /\bfine\b/.test(part) }]
  })
}

/** Lines that stand among the bad ones, of which the row says that nothing may be reported. */
const isPardoned = (cell: string): boolean => /\bmust not be (?:flagged|reported)\b/i.test(cell)

export function pageOf(text: string): Page {
  const requirements: Requirement[] = []
  const vocabulary = new Map<string, string[]>()
  let heads: string[] = []
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|') ? cellsOf(line) : []
    const [first = '', second = ''] = cells
    if (first === 'id' || first === 'here') heads = cells
    else if (cells.length === 0) heads = []
    else if (heads[0] === 'here') for (const word of first.split(',')) vocabulary.set(word.trim(), codeOf(second))
    else if (/^[A-Z]\d+-\d+$/.test(first)) requirements.push(requirementOf((name) => cells[heads.indexOf(name)] ?? ''))
  }
  return { requirements, vocabulary }
}

const codeOf = (cell: string): string[] => [...cell.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name = '']) => name)

function requirementOf(cell: (name: string) => string): Requirement {
  const pardoned = isPardoned(cell('bad (lines)'))
  const [right, wrong] = [linesOf(cell('good (lines)')), linesOf(cell('bad (lines)'))]
  const isRight = ({ isFine }: { readonly isFine: boolean }): boolean => pardoned || isFine
  return {
    id: cell('id'),
    says: cell('rule'),
    rule: cell('lint rule').replaceAll('`', ''),
    document: cell('file'),
    good: [...right, ...wrong.filter(isRight)].map(({ lines }) => lines),
    bad: wrong.filter((one) => !isRight(one)).map(({ lines }) => lines),
  }
}

/** The rules of this project that a row stands for, of those that there are. */
export function rulesOf({ rule }: Requirement, vocabulary: Vocabulary, existing: ReadonlySet<string>): string[] {
  const words = rule.split(/[;,/]/).map((word) => (vocabulary.has(word.trim()) ? word : withoutParentheses(word)).trim())
  return [...new Set(words.flatMap((word) => vocabulary.get(word) ?? [word]))].filter((name) => existing.has(name))
}
