import type { Column, Index, Table } from '../../catalog/catalog.ts'
import type { Change, QualifiedName, Rename, TypeReference, Written } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import type { Script } from '../../catalog/script.ts'

type Called = Pick<Table, 'schema' | 'name'>

/** What was there before a file is run, by the names and types that it has by now: the file may change these, or put something new in its place. */
export class Past {
  readonly #script: Pick<Script, 'before'>
  readonly #tables = new Map<string, Table | undefined>()
  /** What tables are called that the file has renamed. */
  readonly #called = new Map<Table, Called>()
  /** Of a table, the columns that the file gave a name: a new one is none of the past. */
  readonly #columns = new Map<Table, Map<string, Column | undefined>>()
  /** The types of the columns that the file added. */
  readonly #added = new Map<Table, Map<string, TypeReference>>()
  /** What indexes are called that the file has renamed, or dropped. */
  readonly #indexes = new Map<Index, string | undefined>()
  #searchPath: readonly string[] = ['public']

  constructor(script: Pick<Script, 'before'>) {
    this.#script = script
  }

  /** The table or view, where it was there before. */
  table({ schema, name }: { readonly schema: string | undefined; readonly name: string | { readonly text: string } }): Table | undefined {
    const cut = cutName(typeof name === 'string' ? name : name.text)
    for (const candidate of schema === undefined ? ['pg_temp', ...this.#searchPath] : [schema]) {
      const key = `${candidate}.${cut}`
      if (this.#tables.has(key)) return this.#tables.get(key)
      const table = this.#script.before.table(candidate, cut)
      if (table) return table
    }
    return undefined
  }

  column(table: Table, name: string): Column | undefined {
    const cut = cutName(name)
    const named = this.#columns.get(table)
    return named?.has(cut) ? named.get(cut) : table.columns.find((column) => column.name === cut)
  }

  /** The index, where it was there before, with its table. */
  index({ schema, name }: QualifiedName): { readonly index: Index; readonly table: Table } | undefined {
    for (const table of this.#script.before.tables) {
      if (schema !== undefined && schema !== this.called(table).schema) continue
      const index = table.indexes.find((one) => this.nameOf(one) === cutName(name.text))
      if (index) return this.has(table) ? { index, table } : undefined
    }
    return undefined
  }

  /** The index of a primary key or a constraint. */
  indexOf(table: Table, constraint: string): Index | undefined {
    return table.indexes.find((one) => one.constraint !== undefined && this.nameOf(one) === cutName(constraint))
  }

  /** What a table is called by now. */
  called(table: Table): Called {
    return this.#called.get(table) ?? table
  }

  /** Whether a table is still there, under whatever name. */
  has(table: Table): boolean {
    return this.table(this.called(table)) === table
  }

  /** What a column is called by now. */
  columnCalled(table: Table, name: string): string {
    const renamed = [...(this.#columns.get(table) ?? [])].find(([, column]) => column?.name === name)
    return renamed?.[0] ?? name
  }

  /** What it is called by now; undefined where it was dropped. */
  nameOf(index: Index): string | undefined {
    return this.#indexes.has(index) ? this.#indexes.get(index) : index.name
  }

  /** Whether the column is one that the file added. */
  isNewColumn(table: Table, name: string): boolean {
    const named = this.#columns.get(table)
    return named?.has(cutName(name)) === true && named.get(cutName(name)) === undefined
  }

  /** The type that a column has by now which the file added. */
  newType(table: Table, name: string): TypeReference | undefined {
    return this.#added.get(table)?.get(cutName(name))
  }

  /** Goes on behind a change. */
  take(change: Change): void {
    switch (change.kind) {
      case 'create table':
        if (!change.ifNotExists || !this.table(namedBy(change.name))) this.#put(change.name, undefined, change.temporary)
        return
      case 'create view':
        this.#put(change.name, undefined, change.temporary)
        return
      case 'drop':
        if (isRelation(change.object)) this.#remove(change.name)
        else if (change.object === 'index') this.#nameIndex(this.index(change.name)?.index, undefined)
        return
      case 'drop constraint':
        this.#nameIndex(this.#indexOf(change.table, change.constraint.text), undefined)
        return
      case 'rename':
        this.#rename(change)
        return
      case 'set schema':
        if (isRelation(change.object)) this.#move(change.name, { schema: change.schema.text, name: change.name.name })
        return
      case 'search path':
        this.#searchPath = change.schemas ?? ['public']
        return
      case 'add column':
        this.#setColumn(change.table, change.column.name.text, undefined, change.column.type)
        return
      case 'drop column':
        this.#setColumn(change.table, change.column.text, undefined)
        return
      case 'alter column type':
        this.#setType(change)
        return
      default:
    }
  }

  #rename(change: Rename): void {
    if (change.object === 'column') {
      const table = this.table(namedBy(change.name))
      if (!table) return
      const column = this.column(table, change.of.text)
      const added = this.newType(table, change.of.text)
      this.#setColumn(change.name, change.of.text, undefined)
      this.#setColumn(change.name, change.to.text, column, added)
    } else if (change.object === 'constraint') this.#nameIndex(this.#indexOf(change.name, change.of.text), change.to.text)
    else if (change.object === 'index') this.#nameIndex(this.index(change.name)?.index, change.to.text)
    else if (change.object === 'schema') this.#renameSchema(cutName(change.name.name.text), change.to)
    else if (isRelation(change.object)) this.#move(change.name, { schema: change.name.schema, name: change.to })
  }

  #renameSchema(from: string, to: Written): void {
    for (const table of this.#script.before.tables) {
      const { schema, name } = this.called(table)
      if (schema !== from || !this.has(table)) continue
      const written = { ...to, text: name }
      this.#move({ schema, name: written }, { schema: to.text, name: written })
    }
  }

  #indexOf(of: QualifiedName, constraint: string): Index | undefined {
    const table = this.table(namedBy(of))
    return table && this.indexOf(table, constraint)
  }

  #nameIndex(index: Index | undefined, name: string | undefined): void {
    if (index) this.#indexes.set(index, name === undefined ? undefined : cutName(name))
  }

  #move(from: QualifiedName, to: QualifiedName): void {
    const table = this.table(namedBy(from))
    const schema = table?.schema
    this.#remove(from)
    this.#put(schema === undefined ? to : { schema: to.schema ?? schema, name: to.name }, table)
  }

  #put({ schema, name }: QualifiedName, table: Table | undefined, isTemporary = false): void {
    const at = isTemporary ? 'pg_temp' : (schema ?? this.#searchPath[0] ?? 'public')
    this.#tables.set(`${at}.${cutName(name.text)}`, table)
    if (table) this.#called.set(table, { schema: at, name: cutName(name.text) })
  }

  /** Takes away what a name leads to. */
  #remove({ schema, name }: QualifiedName): void {
    const cut = cutName(name.text)
    const isTemporary = schema === undefined && this.#tables.has(`pg_temp.${cut}`)
    const found = schema === undefined && !isTemporary ? this.table({ schema, name })?.schema : schema
    this.#put({ schema: found, name }, undefined, isTemporary)
  }

  #setType({ table: of, column: { text }, type }: Extract<Change, { kind: 'alter column type' }>): void {
    const table = this.table(namedBy(of))
    const column = table && this.column(table, text)
    if (column) this.#setColumn(of, text, { ...column, type })
    else if (table && this.newType(table, text)) this.#setColumn(of, text, undefined, type)
  }

  #setColumn(of: QualifiedName, name: string, column: Column | undefined, added?: TypeReference): void {
    const table = this.table(namedBy(of))
    if (!table) return
    const named = this.#columns.get(table) ?? new Map<string, Column | undefined>()
    this.#columns.set(table, named.set(cutName(name), column))
    const types = this.#added.get(table) ?? new Map<string, TypeReference>()
    this.#added.set(table, types)
    if (added) types.set(cutName(name), added)
    else types.delete(cutName(name))
  }
}

function namedBy({ schema, name }: QualifiedName): { schema: string | undefined; name: string } {
  return { schema, name: name.text }
}

function isRelation(object: string): boolean {
  return /^(?:table|foreign table|view|materialized view)$/.test(object)
}
