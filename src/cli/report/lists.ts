import { groupNames, groups, ofTenants, percentHeld, type Counts } from './groups.ts'
import { html, type Markup, type Part } from './html.ts'
import { bar, breakable, kindMark, number, pill, placeMark } from './marks.ts'
import type { FileRow, FindingRow, QueryRow, TableRow } from './model.ts'

/** A column: its heading, and whether its cells hold numbers. */
export interface Column {
  readonly name: string
  readonly isNumber?: boolean
}

/** A list that can be searched and sorted. */
export function list(id: string, columns: readonly Column[], rows: readonly Markup[]): Markup {
  const heads = columns.map(({ name, isNumber }) => html`<th scope="col" ${isNumber && html` class="num"`}>${name}</th>`)
  return html`<table class="list" id="${id}-list">
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`
}

/** A cell that is sorted by another value than its text. */
export function cell(content: Part, by?: string | number, classes = ''): Markup {
  return html`<td${classes !== '' && html` class="${classes}"`}${by !== undefined && html` data-by="${by}"`}>${content}</td>`
}

const countColumns: readonly Column[] = [
  { name: 'Isolation' },
  { name: 'Not held', isNumber: true },
  { name: 'By a key', isNumber: true },
  { name: 'Unseen', isNumber: true },
]

function countCells(counts: Counts): Markup[] {
  const percent = percentHeld(counts)
  const told = percent === undefined ? undefined : html`<span class="percent">${percent}%</span>`
  // Of equal shares the larger one tells more.
  const by = percent === undefined ? 101 : percent - ofTenants(counts) / 1e6
  return [
    cell(html`<span class="bar-cell">${bar(counts)}${told}</span>`, by),
    ...(['open', 'key', 'unseen'] as const).map((group) =>
      cell(number(counts[group]), undefined, `num${counts[group] > 0 ? ` c-${group}` : ''}`),
    ),
  ]
}

function total(counts: Counts): number {
  return ofTenants(counts) + counts.global
}

export function tableList(tables: readonly TableRow[], ids: ReadonlyMap<string, string>): Markup {
  const rows = tables.map(({ name, kind, place, rowSecurity, counts }) => {
    const where = place ? html` ${placeMark(place)}` : undefined
    return html`<tr id="${ids.get(name)}">
      <th scope="row"><b>${name}</b>${rowSecurity && html` <abbr title="Row level security is enabled">RLS</abbr>`}${where}</th>
      ${cell(kindMark(kind))}${cell(number(total(counts)), undefined, 'num')}${countCells(counts)}
    </tr>`
  })
  return list('tables', [{ name: 'Table' }, { name: 'Whose rows' }, { name: 'Accesses', isNumber: true }, ...countColumns], rows)
}

export function fileList(files: readonly FileRow[]): Markup {
  const rows = files.map(
    ({ file, counts }) =>
      html`<tr>
        <th scope="row">${breakable(file)}</th>
        ${cell(number(total(counts)), undefined, 'num')}${countCells(counts)}
      </tr>`,
  )
  return list('files', [{ name: 'File' }, { name: 'Queries', isNumber: true }, ...countColumns], rows)
}

/** Buttons that leave one kind of row. */
export function chips(listId: string, kinds: readonly { readonly id: string; readonly name: string; readonly count: number }[]): Markup {
  const buttons = kinds.map(
    ({ id, name, count }) =>
      html`<button type="button" data-for="${listId}-list" data-group="${id}" aria-pressed="false">${name} <b>${count}</b></button>`,
  )
  return html`<div class="chips js" role="group" aria-label="Show only">${buttons}</div>`
}

export function queryList(queries: readonly QueryRow[]): Markup {
  const kinds = groups.flatMap((group) => {
    const count = queries.filter((query) => query.group === group).length
    return count === 0 ? [] : [{ id: group, name: groupNames[group], count }]
  })
  return html`${chips('queries', kinds)}${list('queries', [{ name: 'Verdict' }, { name: 'Query' }, { name: 'Tables' }, { name: 'Place' }], queries.map(queryRow))}`
}

function queryRow({ id, place, sql, verdict, group, accesses }: QueryRow): Markup {
  const tables = [...new Set(accesses.map(({ table }) => table))].join(', ')
  return html`<tr id="${id}" data-group="${group}">
    ${cell(pill(group, verdict), `${groups.indexOf(group)} ${verdict}`)}${cell(queryDetails(sql, accesses))}${cell(tables, undefined, 'names')}${cell(placeMark(place), placeKey(place))}
  </tr>`
}

/** So that line 9 comes before line 10. */
export function placeKey({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }): string {
  return `${file}:${String(line).padStart(7, '0')}:${String(column).padStart(5, '0')}`
}

function queryDetails(sql: string, accesses: QueryRow['accesses']): Markup {
  const summary = html`<code class="sql">${sql}</code>`
  if (accesses.length === 0) return summary
  const rows = accesses.map(
    ({ table, verdict, group, reason, service }) =>
      html`<li><b>${table}</b> ${pill(group, verdict)} ${reason}<span class="more line-of">${serviceText(service)}</span></li>`,
  )
  return html`<details>
    <summary>${summary}</summary>
    <ul class="accesses">
      ${rows}
    </ul>
  </details>`
}

/** How the rows are found. */
export function serviceText({ kind, indexes, advice }: QueryRow['accesses'][number]['service']): Part {
  const names = html`<code>${indexes.map(({ name }) => name).join(', ')}</code>`
  switch (kind) {
    case 'index':
      return html`by index ${names}`
    case 'several':
      return html`by one index for each condition: ${names}`
    case 'perhaps':
      return indexes.length === 0 ? 'whether an index serves it cannot be seen' : html`perhaps by ${names}`
    case 'none':
      return advice === undefined ? 'no index serves it' : html`no index serves it; to add: <code>${advice}</code>`
    case 'whole':
      return 'reads the whole table: no condition says which rows'
    case 'unneeded':
      return 'looks no row up'
    case 'unknown':
      return 'whether an index serves it is not known'
  }
}

export function findingList(findings: readonly FindingRow[]): Markup {
  if (findings.length === 0) return html`<p class="empty">The rules find nothing.</p>`
  const kinds = (['error', 'warning'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [{ id: severity, name: severity === 'error' ? 'Errors' : 'Warnings', count }]
  })
  const columns = [{ name: 'Rule' }, { name: 'Finding' }, { name: 'Table' }, { name: 'Place' }]
  return html`${chips('findings', kinds)}${list('findings', columns, findings.map(findingRow))}`
}

function findingRow({ id, rule, url, severity, message, table, place, frame }: FindingRow): Markup {
  const name = rule.replace('tenancy/', '')
  const link = url === '' ? html`${name}` : html`<a class="rule" href="${url}" rel="noreferrer">${name}</a>`
  const lines = frame.map(
    ({ number: at, before, marked, after }) =>
      html`<span class="ln${marked !== '' && ' hit'}">${String(at).padStart(5)}</span>
        ${before}${marked !== '' && html`<mark>${marked}</mark>`}${after}${'\n'}`,
  )
  const code = html`<details class="frame">
    <summary>Code</summary>
    <pre>${lines}</pre>
  </details>`
  return html`<tr id="${id}" data-group="${severity}">
    ${cell(
      html`<span class="pill s-${severity}">${severity}</span>
        <p class="more">${link}</p>`,
      `${severity} ${name}`,
    )}${cell(
      html`<p>${message}</p>
        ${code}`,
      message,
    )}${cell(table, undefined, 'names')}${cell(placeMark(place), placeKey(place))}
  </tr>`
}
