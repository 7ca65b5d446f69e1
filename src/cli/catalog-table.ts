import type { CatalogJson, TableJson } from './catalog-json.ts'

/** The catalog as lines for a terminal. */
export function catalogTable({ sources, unread, differences, tables, views }: CatalogJson): string {
  const lines = [`${count(tables.length, 'table')} from ${count(sources.length, 'file')}`, '']
  for (const table of tables) lines.push(...tableLines(table), '')
  for (const view of views) {
    lines.push(...viewLines(view), '')
  }
  const notRead = unread.map((item) => `  ${place(item.place)}  ${item.reason}`)
  return [...lines, ...titled('Not read:', notRead), ...titled('Told by one alone:', differences.map(differenceLine))].join('\n')
}

export function viewLines(view: CatalogJson['views'][number]): string[] {
  const head = `${view.materialized ? 'materialized view' : 'view'} ${shown(view)}  ${place(view.place)}`
  return [head, ...view.columns.map((column) => `  ${column.name}  ${column.type ?? '?'}`), ...view.indexes.map(indexLine)]
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, ...lines, ''] : []
}

function differenceLine({ what, only, place: at }: CatalogJson['differences'][number]): string {
  return `  ${place(at)}  ${what}: ${only === 'schema' ? 'no migration makes it' : 'the schema does not have it'}`
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

function shown({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema === 'public' ? name : `${schema}.${name}`
}

function place({ file, line, column }: TableJson['place']): string {
  return `${file}:${line}:${column}`
}

/** A table as lines for a terminal. */
export function tableLines(table: TableJson): string[] {
  const marks = [
    table.tenantColumn === null ? 'no tenant column' : `tenant: ${table.tenantColumn}`,
    table.softDeleteColumn === null ? '' : `soft delete: ${table.softDeleteColumn}`,
    table.rowSecurity.enabled ? 'row security' : '',
  ].filter((mark) => mark !== '')
  const width = Math.max(0, ...table.columns.map((column) => column.name.length))
  return [
    `${shown(table)}  (${marks.join(', ')})  ${place(table.place)}`,
    ...table.columns.map(
      (c) => `  ${c.name.padEnd(width)}  ${c.type ?? '?'}${c.nullable ? '' : ' not null'}${c.hasDefault ? ' default' : ''}`,
    ),
    ...table.foreignKeys.map((key) => {
      const cover = key.indexedBy ?? (key.partiallyIndexedBy === null ? 'no index' : `only partly indexed by ${key.partiallyIndexedBy}`)
      return `  foreign key ${key.name} (${key.columns.join(', ')}) to ${shown({ schema: key.references.schema, name: key.references.table })}: ${cover}`
    }),
    ...table.indexes.map(indexLine),
  ]
}

function indexLine({ name, unique, method, columns, predicate }: TableJson['indexes'][number]): string {
  return `  ${unique ? 'unique index' : 'index'} ${name} ${method} (${columns.join(', ')})${predicate === null ? '' : ` where ${predicate}`}`
}
