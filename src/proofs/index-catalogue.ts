import type { Catalog, Index, Table } from '../catalog/catalog.ts'
import { isSameName } from './owner.ts'

/** What a document says that there is: an index by its name, or one of some columns of a table. */
export interface CatalogueEntry {
  readonly name: string | undefined
  readonly table: string | undefined
  /** Undefined where it does not say. */
  readonly columns: readonly string[] | undefined
  /** An index of further columns will do. */
  readonly isLeading: boolean
  /** All that it says of it. */
  readonly text: string
}

const indexName = /^(?:idx|ix)_\w+$|^\w+_(?:idx|index|ix)$/i

/** An entry with the file that it stands in, and how it is called in a message. */
interface FiledEntry extends CatalogueEntry {
  readonly file: string
  readonly shown: string
}

/** What the catalogues of a team list, and which of them cannot be read. */
export function cataloguesOf(
  paths: readonly string[],
  textOf: (path: string) => string | undefined,
): { readonly entries: readonly FiledEntry[]; readonly unread: readonly string[] } {
  const read = paths.map((file) => ({ file, text: textOf(file) }))
  const entries = read.flatMap(({ file, text }) =>
    (text === undefined ? [] : readCatalogue(text)).map((entry) => ({ ...entry, file, shown: shownEntry(entry) })),
  )
  return { entries, unread: read.flatMap(({ file, text }) => (text === undefined ? [file] : [])) }
}

function shownEntry({ name, table, columns = [] }: CatalogueEntry): string {
  return name === undefined ? `an index on ${table ?? ''} (${columns.join(', ')})` : `the index ${name}`
}

/** The indexes that a document in Markdown lists: in headings, in tables, and between backticks. */
function readCatalogue(markdown: string): CatalogueEntry[] {
  const sections = withoutCode(markdown).split(/^(?=#{1,6}\s)/m)
  return sections.flatMap((section) => {
    const [mark] = /^#{1,6}\s/.exec(section) ?? ['']
    const [heading = ''] = mark === '' ? [] : section.slice(mark.length).split('\n', 1)
    const body = section.slice(mark.length + heading.length)
    const name = plain(heading)
    const listed = entriesOfBody(body, name)
    if (!indexName.test(name)) return listed
    const own = { name, table: labelled(body, 'table'), columns: columnsOf(labelled(body, 'columns')), isLeading: false, text: section }
    return [own, ...listed.filter((one) => one.name !== undefined && one.name !== name)]
  })
}

function withoutCode(markdown: string): string {
  return markdown.replaceAll('\r', '').replaceAll(/^(```|~~~)[^\n]*\n[^]*?(?:^\1[^\n]*$|(?![^]))/gm, '')
}

function plain(text: string): string {
  return text.replaceAll(/[`*]/g, '').trim()
}

/** `**Table**: orders` */
function labelled(text: string, label: string): string | undefined {
  const found = new RegExp(String.raw`^\W{0,10}${label}\W{0,4}:\W{0,4}(\S[^\n]*)$`, 'im').exec(text)?.[1]
  return found === undefined ? undefined : plain(found)
}

function columnsOf(text: string | undefined): string[] | undefined {
  const list = text?.replace(/\b(?:include|where)\b[^]*$/i, '').replaceAll(/[`()"]/g, '')
  const names = list?.split(',').map((part) => part.trim().split(/\s/)[0] ?? '')
  return names?.every((name) => /^[\w$]+$/.test(name)) ? names : undefined
}

interface Header {
  readonly name: number
  readonly table: number
  readonly columns: number
}

function entriesOfBody(body: string, heading: string): CatalogueEntry[] {
  let header: Header | undefined
  return body.split('\n').flatMap((line): CatalogueEntry[] => {
    if (!line.trimStart().startsWith('|')) {
      header = undefined
      return entriesOfLine(line)
    }
    const cells = line.trim().replace(/^\|/, '').replace(/\|$/, '').split('|').map(plain)
    if (!header) {
      const at = (pattern: RegExp): number => cells.findIndex((cell) => pattern.test(cell))
      header = { name: at(/^(?:index(?: name)?|name)$/i), table: at(/^table$/i), columns: at(/^columns?$/i) }
      return []
    }
    const { name: named, table, columns } = header
    const name = named >= 0 ? cells[named] : cells.find((cell) => indexName.test(cell))
    if (name === undefined || !/^[A-Za-z_][\w$]*$/.test(name)) return []
    return [{ name, table: cells[table] ?? firstWord(heading), columns: columnsOf(cells[columns]), isLeading: false, text: line }]
  })
}

function firstWord(heading: string): string | undefined {
  return /^[\w$]+/.exec(heading)?.[0]
}

function entriesOfLine(line: string): CatalogueEntry[] {
  const described = /\bindex\s+on\s+`?\(([^)]{1,300})\)`?\s+on\s+`?(\w+)/i.exec(line)
  const quoted = [...line.matchAll(/`([^`]{1,200})`/g)].map(([, text = '']) => text)
  const named = quoted
    .filter((text) => indexName.test(text))
    .map((name) => ({ name, table: undefined, columns: undefined, isLeading: false, text: line }))
  const ofColumns = quoted.flatMap((text) => {
    const [, table, column] = /^(\w+)\.(\w+)$/.exec(text) ?? []
    return table === undefined || column === undefined ? [] : [{ name: undefined, table, columns: [column], isLeading: true, text: line }]
  })
  const [, columns, table] = described ?? []
  return [
    ...named,
    ...ofColumns,
    ...(table === undefined ? [] : [{ name: undefined, table, columns: columnsOf(columns), isLeading: false, text: line }]),
  ]
}

/** The entries of an index. */
export function entriesFor(index: Index, table: Table, entries: readonly CatalogueEntry[]): CatalogueEntry[] {
  return entries.filter((entry) =>
    entry.name === undefined ? isOf(entry, table) && hasColumns(entry, index) : isNamedSo(entry.name, index),
  )
}

function isNamedSo(name: string, index: Index): boolean {
  return name === index.name || name === index.written
}

/** Whether an entry tells other columns than its index has; expressions are not compared. */
export function tellsOtherColumns(entry: CatalogueEntry, index: Index): boolean {
  return entry.columns !== undefined && index.keys.every(({ column }) => column !== undefined) && !hasColumns(entry, index)
}

function hasColumns({ columns, isLeading }: CatalogueEntry, { keys }: Index): boolean {
  if (!columns) return true
  const compared = isLeading ? keys.slice(0, 1) : keys
  return columns.length === compared.length && columns.every((name, i) => isSameName(name, keys[i]?.column ?? ''))
}

/** A model is called so that its table can be told: `users`, `User` and `user` are one. */
function isOf({ table }: CatalogueEntry, { name }: Table): boolean {
  return table !== undefined && (isSameName(table, name) || isSameName(`${table}s`, name) || isSameName(table, `${name}s`))
}

/** The entries for which a schema has no index, with the table that each is told at. */
export function unfoundedEntries<Entry extends CatalogueEntry>(
  entries: readonly Entry[],
  { tables }: Catalog,
): { readonly entry: Entry; readonly home: Table | undefined }[] {
  return entries.flatMap((entry) => {
    const own = tables.find((table) => isOf(entry, table))
    const isThere =
      entry.name === undefined
        ? !own || own.indexes.some((index) => hasColumns(entry, index))
        : tables.some(({ indexes }) => indexes.some((index) => isNamedSo(entry.name ?? '', index)))
    return isThere ? [] : [{ entry, home: own ?? namedIn(entry.name ?? '', tables) ?? tables[0] }]
  })
}

/** `idx_order_items_sku` is of `order_items`, not of `orders`. */
function namedIn(name: string, tables: readonly Table[]): Table | undefined {
  const found = tables.filter((table) => name.includes(table.name) || name.includes(table.name.replace(/s$/, '')))
  return found.sort((a, b) => b.name.length - a.name.length)[0]
}
