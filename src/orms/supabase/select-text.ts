/** What the text of `.select()` asks for: https://docs.postgrest.org/en/stable/references/api/resource_embedding.html */
export interface Selected {
  readonly columns: readonly SelectedColumn[]
  readonly embedded: readonly Embedded[]
}

interface SelectedColumn {
  readonly name: string
  readonly alias: string | undefined
  /** It is no column, but how many rows there are. */
  readonly isCount: boolean
}

/** The rows of another table, with each row. */
export interface Embedded {
  /** A table, a foreign key or the column of one. */
  readonly name: string
  readonly alias: string | undefined
  /** A foreign key, where there are several. */
  readonly hint: string | undefined
  /** Rows without any are left out. */
  readonly isInner: boolean
  readonly selected: Selected
}

export function parseSelected(text: string, within: 'query' | 'embedded' = 'query'): Selected {
  const parts = splitAtCommas(text)
  const embedded = parts.flatMap((part) => embeddedIn(part) ?? [])
  const columns = parts.flatMap((part) => (part === '' || embeddedIn(part) ? [] : [columnIn(part, within)]))
  return { columns, embedded }
}

function columnIn(part: string, within: 'query' | 'embedded'): SelectedColumn {
  const [, alias, name = part] = /^(?:([\w$]+):(?!:))?([\w$*"]+)/.exec(part) ?? []
  const isCount = counts.test(part) && (within === 'embedded' || part.includes('('))
  return { name: name.replaceAll('"', ''), alias, isCount }
}

/** `count()`, for which `count` alone stands among what is embedded. */
const counts = /^(?:[\w$]+\s*:\s*)?count(?:\(\))?(?:::\w+)?$/

/** `alias:table!hint!inner(…)`, also `...table(…)`. */
function embeddedIn(part: string): Embedded | undefined {
  const match = /^(?:\.\.\.)?(?:([\w$]+)\s*:\s*)?([\w$]+)((?:\s*!\s*[\w$]+)*)\s*\(([^]*)\)$/.exec(part)
  const [, alias, name, marks = '', inner = ''] = match ?? []
  if (name === undefined || counts.test(part)) return undefined
  const said = marks.split('!').map((mark) => mark.trim())
  return {
    name,
    alias,
    hint: said.find((mark) => mark !== '' && mark !== 'inner' && mark !== 'left'),
    isInner: said.includes('inner'),
    selected: parseSelected(inner, 'embedded'),
  }
}

/** What stands between the commas that are in no parentheses and no quotes. */
export function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let [depth, start, isQuoted] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"' && text[at - 1] !== '\\') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (sign === '(' || sign === '{') depth++
    else if (sign === ')' || sign === '}') depth--
    else if (sign === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  return [...parts, text.slice(start).trim()].filter((part) => part !== '')
}
