import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { counted } from '../formats/report.ts'
import { html, Markup, type Part } from './html.ts'
import { indexList, unservedList } from './index-lists.ts'
import { fileList, findingList, queryList, tableList } from './lists.ts'
import { mapSection } from './map.ts'
import { breakable, countedQueries, placeMark, shapes } from './marks.ts'
import type { Gaps, ReportModel } from './model.ts'
import { summary } from './summary.ts'

/** By which a page is known for one that may be written over. */
export const generator = 'eslint-plugin-tenancy report'

/** The whole page: nothing that it needs is elsewhere, and nothing in it but what is ours runs. */
export function page(model: ReportModel): string {
  const style = ownFile('report.css')
  const script = ownFile('report.js')
  const { project, version, sources, queries, files } = model
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`
  const about = [
    `${counted(model.tables.filter(({ place }) => place).length, 'table')} from ${counted(sources.length, 'file')}`,
    `${countedQueries(queries.length)} in ${counted(files.length, 'file')}`,
  ]
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="${generator}" />
        <title>${project}: tenant isolation</title>
        ${new Markup(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        ${shapes}
        <header>
          <h1>Tenant isolation of ${project}</h1>
          <p class="about">${about.join(' · ')} · eslint-plugin-tenancy ${version}</p>
        </header>
        ${navigation(model)}
        <main id="main">${sections(model)}</main>
        ${new Markup(`<script>${script}</script>`)}
      </body>
    </html> `
  return text
}

const ownPackage = createRequire(import.meta.url).resolve('eslint-plugin-tenancy/package.json')

function ownFile(name: string): string {
  return readFileSync(join(dirname(ownPackage), 'src/cli/report/page', name), 'utf8').replaceAll('\r\n', '\n')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

const names = [
  ['overview', 'Overview'],
  ['tables', 'Tables'],
  ['files', 'Files'],
  ['map', 'Map'],
  ['indexes', 'Indexes'],
  ['unserved', 'Not served'],
  ['findings', 'Findings'],
  ['queries', 'Queries'],
  ['gaps', 'Not known'],
] as const

function navigation(model: ReportModel): Markup {
  const links = names.flatMap(([id, name]) =>
    id === 'gaps' && countGaps(model.gaps) === 0 ? [] : [html`<li><a href="#${id}">${name}</a></li>`],
  )
  return html`<nav aria-label="Sections">
    <ul>
      ${links}
    </ul>
    <label class="search js"
      ><span>Search</span> <input type="search" id="q" placeholder="all lists  ( / )" autocomplete="off" spellcheck="false"
    /></label>
  </nav>`
}

function section(id: (typeof names)[number][0], title: string, count: number | undefined, content: Part): Markup {
  const shown = count !== undefined && html` <span class="count" data-count-of="${id}-list">${count}</span>`
  return html`<section id="${id}" aria-labelledby="h-${id}">
    <h2 id="h-${id}">${title}${shown}</h2>
    ${content}
  </section> `
}

function sections(model: ReportModel): Markup[] {
  const { tables, files, graph, indexes, unserved, findings, queries, gaps } = model
  const ids = new Map(tables.map(({ name }, i) => [name, `t${i + 1}`]))
  const isLarge = files.length > 0
  return [
    section('overview', 'Overview', undefined, summary(model)),
    section(
      'tables',
      'By table',
      tables.length,
      tables.length > 0 ? tableList(tables, ids) : html`<p class="empty">No table is known.</p>`,
    ),
    section('files', 'By file', files.length, isLarge ? fileList(files) : html`<p class="empty">No file holds a query.</p>`),
    section('map', 'Map of the tables', undefined, mapSection(graph, ids)),
    section('indexes', 'What each index is for', indexes.length, indexList(model)),
    section('unserved', 'Queries that no index serves', unserved.length, unservedList(unserved)),
    section('findings', 'Findings', findings.length, findingList(findings)),
    section(
      'queries',
      'All queries',
      queries.length,
      queries.length > 0 ? queryList(queries) : html`<p class="empty">No query was found.</p>`,
    ),
    ...(countGaps(gaps) > 0 ? [section('gaps', 'What is not known', undefined, gapLists(gaps))] : []),
  ]
}

function countGaps({ settings, schema, files, steps, differences }: Gaps): number {
  return settings.length + schema.length + files.length + steps.length + differences.length
}

function gapLists({ settings, schema, files, steps, differences }: Gaps): Markup[] {
  return [
    gapList(
      'Settings and schema',
      [...settings, ...schema].map((one) => html`<li>${one}</li>`),
    ),
    gapList(
      'Files that could not be read',
      files.map(({ file, line, reason }) => html`<li><span class="place">${breakable(file)}:${line}</span> ${reason}</li>`),
    ),
    gapList(
      'Statements of the schema that are not in it',
      steps.map(({ place, reason }) => html`<li>${placeMark(place)} ${reason}</li>`),
    ),
    gapList(
      'Told by the schema or its migrations alone',
      differences.map(({ place, what, only }) => html`<li>${placeMark(place)} ${what} <span class="more">(${only} only)</span></li>`),
    ),
  ]
}

function gapList(title: string, items: readonly Markup[]): Markup {
  return items.length === 0
    ? html``
    : html`<h3>${title} <span class="count">${items.length}</span></h3>
        <ul class="gaps">
          ${items}
        </ul>`
}
