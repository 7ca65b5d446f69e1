import { html, type Markup, type Part } from './html.ts'
import { cell, chips, list, placeKey, serviceText } from './lists.ts'
import { countedQueries, placeMark, placeText } from './marks.ts'
import type { IndexRow, IndexState, QueryRow, ReportModel, UnservedRow } from './model.ts'
import type { Service } from '../service.ts'

const stateNames: Readonly<Record<IndexState, string>> = {
  queries: 'serves queries',
  key: 'keeps a key',
  'foreign key': 'serves a foreign key',
  perhaps: 'may serve queries',
  unseen: 'no query seen',
  unused: 'serves nothing',
}

const stateIds: Readonly<Record<IndexState, string>> = {
  queries: 'queries',
  key: 'key',
  'foreign key': 'foreign-key',
  perhaps: 'perhaps',
  unseen: 'unseen',
  unused: 'unused',
}

/** Least justified first. */
const states: readonly IndexState[] = ['unused', 'unseen', 'perhaps', 'foreign key', 'key', 'queries']

export function indexList({ indexes, isWhole }: ReportModel): Markup {
  if (indexes.length === 0) return html`<p class="empty">The schema has no index.</p>`
  const kinds = states.flatMap((state) => {
    const count = indexes.filter((index) => index.state === state).length
    return count === 0 ? [] : [{ id: stateIds[state], name: capital(stateNames[state]), count }]
  })
  const columns = [{ name: 'Index' }, { name: 'Table' }, { name: 'Justified by' }, { name: 'Queries', isNumber: true }, { name: 'Verdict' }]
  const note = isWhole
    ? 'An index serves nothing where all queries of its table are known, none of them can use it, and no key needs it. Where one of them may not have been read, the most that can be said is that no query was seen.'
    : 'Not all files were read, so that no query was seen for an index does not mean that there is none.'
  return html`<p class="note">${note}</p>
    ${chips('indexes', kinds)}${list('indexes', columns, indexes.map(indexRow))}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function indexRow({ table, name, keys, details, state, purposes, queries, perhaps, place }: IndexRow): Markup {
  const more = details.length > 0 && html` <span class="more">${details.join(', ')}</span>`
  const why = [...purposes.map((one) => html`<li>${capital(one)}</li>`), ...served('Serves', queries), ...served('May serve', perhaps)]
  return html`<tr data-group="${stateIds[state]}">
    <th scope="row"><b>${name}</b><br /><code>(${keys})</code>${more}<br />${placeMark(place)}</th>
    ${cell(table, undefined, 'names')}${cell(
      why.length > 0
        ? html`<ul class="plain">
            ${why}
          </ul>`
        : html`<span class="none">–</span>`,
      purposes.join(', '),
    )}${cell(html`<span class="${queries.length === 0 ? 'none' : 'n'}">${queries.length}</span>`, undefined, 'num')}${cell(html`<span class="pill i-${stateIds[state]}">${stateNames[state]}</span>`, states.indexOf(state))}
  </tr>`
}

/** More than these are in the list of queries, where they can be searched for by the table. */
const most = 50

function served(what: string, queries: readonly QueryRow[]): Markup[] {
  if (queries.length === 0) return []
  const items = queries
    .slice(0, most)
    .map(({ id, place, sql }) => html`<li><a href="#${id}">${placeText(place)}</a> <code>${cut(sql)}</code></li>`)
  const rest = queries.length > most && html`<li class="more">and ${queries.length - most} more</li>`
  const count = `${what} ${countedQueries(queries.length)}`
  return [
    html`<li>
      <details>
        <summary>${count}</summary>
        <ul class="served">
          ${items}${rest}
        </ul>
      </details>
    </li>`,
  ]
}

function cut(sql: string): string {
  return sql.length > 90 ? `${sql.slice(0, 89)}…` : sql
}

export function unservedList(unserved: readonly UnservedRow[]): Markup {
  if (unserved.length === 0) return html`<p class="empty">Every query that looks rows up is served by an index, as far as can be seen.</p>`
  const count = (kind: string): number => unserved.filter(({ access }) => access.service.kind === kind).length
  const kinds = [
    { id: 'none', name: 'Without an index', count: count('none') },
    { id: 'whole', name: 'All rows asked for', count: count('whole') },
  ].filter((kind) => kind.count > 0)
  const sorted = [...unserved].sort((a, b) => rank(a.access.service) - rank(b.access.service))
  const columns = [{ name: 'Table' }, { name: 'Query' }, { name: 'What would serve it' }, { name: 'Place' }]
  return html`${chips('unserved', kinds)}${list('unserved', columns, sorted.map(unservedRow))}`
}

/** What can be mended at once comes first. */
function rank({ kind, advice }: Service): number {
  return advice !== undefined ? 0 : kind === 'none' ? 1 : 2
}

function adviceText(service: Service): Part {
  if (service.advice !== undefined) return html`<code>${service.advice}</code>`
  return html`<span class="more">${service.kind === 'whole' ? serviceText(service) : 'no single index that is known of'}</span>`
}

function unservedRow({ query, access: { table, service } }: UnservedRow): Markup {
  return html`<tr data-group="${service.kind}">
    ${cell(table, undefined, 'names')}${cell(html`<a class="plain" href="#${query.id}"><code class="sql">${query.sql}</code></a>`)}${cell(adviceText(service), rank(service))}${cell(placeMark(query.place), placeKey(query.place))}
  </tr>`
}
