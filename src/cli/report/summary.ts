import { counted } from '../formats/report.ts'
import { noTenant } from '../no-tenant.ts'
import { groupNames, groups, ofTenants, percentHeld } from './groups.ts'
import { html, type Markup } from './html.ts'
import { bar, countedQueries } from './marks.ts'
import type { ReportModel } from './model.ts'

/** What somebody sees who looks for five seconds. */
export function summary(model: ReportModel): Markup {
  return html`${notices(model)}
    <div class="tiles">${tiles(model)}</div>
    ${isolation(model)}`
}

/** What makes the figures mean less than they say. */
function notices({ gaps, graph: { nodes } }: ReportModel): Markup | undefined {
  const areAllGlobal = nodes.length > 0 && nodes.every(({ kind }) => kind === 'global')
  const told = [...gaps.settings, ...gaps.schema, ...(areAllGlobal ? [noTenant] : [])]
  if (told.length === 0) return undefined
  return html`<div class="notice" role="note">
    <strong>The figures below say less than they could.</strong>
    <ul>
      ${told.map((one) => html`<li>${one}</li>`)}
    </ul>
  </div>`
}

function tiles(model: ReportModel): Markup[] {
  const { counts, findings, unindexed, unserved, graph } = model
  const all = ofTenants(counts)
  const percent = percentHeld(counts)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const slow = new Set(unserved.flatMap(({ query, access }) => (access.service.kind === 'none' ? [query] : []))).size
  const keys = graph.edges.length
  return [
    tile(
      'queries',
      percent === undefined ? '–' : `${percent}%`,
      'Held to one tenant',
      `${counts.held} of ${countedQueries(all)} of tenants’ data`,
      percent === 100 ? 'good' : '',
    ),
    tile(
      'queries',
      all === 0 ? '–' : counts.open,
      'Queries not held',
      counts.key > 0 ? `and ${counts.key} held by a key alone` : 'to a tenant by anything',
      all === 0 ? '' : badIf(counts.open),
    ),
    tile(
      'findings',
      findings.length,
      'Findings',
      `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}`,
      badIf(errors),
    ),
    tile('map', unindexed, 'Foreign keys without an index', `of ${keys}`, badIf(unindexed)),
    tile('unserved', slow, 'Queries without an index', `of ${countedQueries(model.queries.length)}`, badIf(slow)),
  ]
}

function badIf(count: number): string {
  return count > 0 ? 'bad' : 'good'
}

function tile(target: string, value: string | number, name: string, more: string, mood: string): Markup {
  return html`<a class="tile ${mood}" href="#${target}"
    ><span class="value">${value}</span><span class="name">${name}</span><span class="more">${more}</span></a
  >`
}

function isolation({ counts, queries, partly, unread }: ReportModel): Markup {
  if (queries.length === 0)
    return html`<p class="empty">No query was found${unread > 0 && `, and ${counted(unread, 'text')} could not be read as one`}.</p>`
  const shares = [...groups].reverse().sort((a, b) => Number(a === 'global') - Number(b === 'global'))
  const share = (count: number): string => `${Math.round((1000 * count) / queries.length) / 10}%`
  const items = shares.map(
    (group) =>
      html`<li>
        <span class="swatch g-${group}"></span>${groupNames[group]} <b>${counts[group]}</b>
        <span class="more">${share(counts[group])}</span>
      </li>`,
  )
  const read = [
    ...(partly > 0 ? [`${partly} of them could be read only in part`] : []),
    ...(unread > 0 ? [`${unread} more could not be read`] : []),
  ]
  return html`<figure class="share">
    ${bar(counts)}
    <figcaption>
      <ul class="legend">
        ${items}
      </ul>
      <p class="note">Each query counts once, by the table that is held worst.${read.length > 0 && ` ${read.join(', ')}.`}</p>
    </figcaption>
  </figure>`
}
