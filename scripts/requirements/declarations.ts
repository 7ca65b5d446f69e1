/** Index declarations of other notations, written as the CREATE INDEX that they stand for. */

export interface Declaration {
  readonly line: number
  readonly sql: string
}

interface Index {
  readonly table: string
  readonly columns: readonly string[]
  readonly name: string
  readonly unique?: boolean
  readonly include?: readonly string[]
  readonly using?: string | undefined
  readonly where?: string | undefined
}

function createIndex({ table, columns, name, unique = false, include = [], using, where }: Index): string {
  const method = using === undefined ? '' : ` using ${using}`
  const covering = include.length > 0 ? ` include (${include.join(', ')})` : ''
  const predicate = where === undefined ? '' : ` where ${where}`
  return `create ${unique ? 'unique ' : ''}index ${name} on ${table}${method} (${columns.join(', ')})${covering}${predicate};`
}

/** What a declaration covers: its first line, and those that follow a comma. */
function joined(lines: readonly string[], at: number): string {
  let text = ''
  for (const line of lines.slice(at)) {
    text += `${line.replace(/#.*$/, '').trim()} `
    if (!/[,(]\s*$/.test(line.replace(/#.*$/, ''))) break
  }
  return text
}

const atoms = (list = ''): string[] => [...list.matchAll(/:(\w+)( DESC)?/g)].map(([, name = '', order = '']) => `${name}${order}`)

function optionsOf(text: string, columns: readonly string[]): Omit<Index, 'table' | 'name'> {
  const isSorted = /\bsort: :desc\b/.test(text)
  const nothing = /\bwhere: \[(\w+): nil\]/.exec(text)?.[1]
  return {
    columns: isSorted ? columns.map((name, i) => (i === columns.length - 1 ? `${name} desc` : name)) : columns,
    include: atoms(/\binclude: \[([^\]]*)\]/.exec(text)?.[1]),
    unique: /\bunique: true\b/.test(text),
    using: /\busing: :(\w+)/.exec(text)?.[1],
    where: nothing === undefined ? /\bwhere: "([^"]*)"/.exec(text)?.[1] : `${nothing} is null`,
  }
}

const declares = /^\s*(?:(index)|(identity) :(\w+),|create (?:unique_)?index)[ (]?/

/** The indexes that a resource of Ash or a migration of Ecto declares; undefined among them is one whose table is not said. */
export function elixirIndexes(lines: readonly string[], first: number): (Declaration | undefined)[] {
  const resource = lines.flatMap((line) => /^\s*table "(\w+)"/.exec(line)?.[1] ?? [])[0]
  return lines.flatMap((line, i) => {
    const [head, , isIdentity, identity] = declares.exec(line) ?? []
    if (head === undefined) return []
    const text = head.trim() === 'identity' || isIdentity ? joined(lines, i).replace(/^.*?,/, '') : joinedCall(lines, i)
    const columns = atoms(/\[([^\]]*)\]/.exec(text)?.[1])
    const table = /\bindex\(\s*:(\w+)/.exec(text)?.[1] ?? resource
    if (table === undefined || columns.length === 0) return [undefined]
    const name =
      /\bname: "(\w+)"/.exec(text)?.[1] ?? `${table}_${identity ?? columns.map((column) => column.split(' ')[0]).join('_')}_index`
    const options = optionsOf(text, columns)
    const unique = Boolean(isIdentity) || options.unique === true || text.includes('unique_index')
    return [{ line: first + i, sql: createIndex({ table, name, ...options, unique }) }]
  })
}

function joinedCall(lines: readonly string[], at: number): string {
  return lines[at]?.trimEnd().endsWith('(') ? lines.slice(at, at + 6).join(' ') : joined(lines, at)
}

/** Entries of a catalog of indexes: a heading with the name, and the table, columns and type in bold below it. */
export function catalogEntries(lines: readonly string[]): Declaration[] {
  const found: Declaration[] = []
  let [name, table]: (string | undefined)[] = []
  for (const [i, line] of lines.entries()) {
    name = /^#### (\w+)$/.exec(line)?.[1] ?? name
    table = /^\*\*(?:Table|Materialized View)\*\*: `(\w+)`/.exec(line)?.[1] ?? table
    const columns = /^\*\*Columns\*\*: `\(?([^`)]+)\)?`/.exec(line)?.[1]
    const type = /^\*\*Type\*\*: (.*)$/.exec(lines[i + 1] ?? '')?.[1]
    if (columns === undefined || type === undefined || name === undefined || table === undefined) continue
    const where = /`WHERE ([^`]+)`/.exec(type)?.[1]
    const sql = createIndex({ name, table, columns: [columns], unique: type.startsWith('UNIQUE'), where })
    found.push({ line: i + 1, sql: where === undefined ? sql.replace(/;$/, '\n;') : sql.replace(' where ', '\nwhere ') })
  }
  return found
}
