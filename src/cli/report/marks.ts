import type { NodeKind } from '../catalog-graph.ts'
import type { ShownPlace } from '../places.ts'
import { groupNames, groups, type Counts, type Group } from './groups.ts'
import { html, type Markup } from './html.ts'

/** How kinds of tables are called in classes and ids. */
const kindIds: Readonly<Record<NodeKind, string>> = {
  tenants: 'tenants',
  tenant: 'tenant',
  'through a parent': 'parent',
  membership: 'membership',
  global: 'global',
}

export const kindNames: Readonly<Record<NodeKind, string>> = {
  tenants: 'the tenants themselves',
  tenant: 'a tenant’s',
  'through a parent': 'a tenant’s, through a parent',
  membership: 'membership',
  global: 'global',
}

export const kindsInOrder = Object.keys(kindIds) as readonly NodeKind[]

export function kindId(kind: NodeKind | undefined): string {
  return kind === undefined ? 'unknown' : kindIds[kind]
}

/** Shapes that stand for kinds beside their colours. */
export const shapes = html`<svg class="defs" aria-hidden="true">
  <defs>
    <symbol id="k-tenants" viewBox="0 0 12 12">
      <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="1.5" />
      <circle cx="6" cy="6" r="2.5" fill="currentColor" />
    </symbol>
    <symbol id="k-tenant" viewBox="0 0 12 12"><circle cx="6" cy="6" r="5" fill="currentColor" /></symbol>
    <symbol id="k-parent" viewBox="0 0 12 12">
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path d="M6 1.5a4.5 4.5 0 0 0 0 9z" fill="currentColor" />
    </symbol>
    <symbol id="k-membership" viewBox="0 0 12 12">
      <circle cx="4.25" cy="6" r="3.25" fill="none" stroke="currentColor" stroke-width="1.5" />
      <circle cx="7.75" cy="6" r="3.25" fill="none" stroke="currentColor" stroke-width="1.5" />
    </symbol>
    <symbol id="k-global" viewBox="0 0 12 12">
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5" />
    </symbol>
    <symbol id="k-unknown" viewBox="0 0 12 12">
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 1.5" />
    </symbol>
  </defs>
</svg>`

export function kindMark(kind: NodeKind | undefined): Markup {
  const id = kindId(kind)
  return html`<span class="kind k-${id}"
    ><svg class="k" aria-hidden="true"><use href="#k-${id}" /></svg>${kind === undefined ? 'not in the schema' : kindNames[kind]}</span
  >`
}

export function pill(group: Group, text: string): Markup {
  return html`<span class="pill g-${group}">${text}</span>`
}

/** Shares as a bar of one hundred; what they are is told beside it. */
export function bar(counts: Counts): Markup {
  const all = groups.reduce((sum, group) => sum + counts[group], 0)
  if (all === 0) return html`<span class="none">–</span>`
  const order = [...groups].reverse().sort((a, b) => Number(a === 'global') - Number(b === 'global'))
  let x = 0
  const parts = order.flatMap((group) => {
    const width = (100 * counts[group]) / all
    const from = x
    x += width
    return width === 0 ? [] : [html`<rect class="g-${group}" x="${rounded(from)}" width="${rounded(width)}" height="1" />`]
  })
  const told = groups.flatMap((group) => (counts[group] === 0 ? [] : [`${groupNames[group]}: ${counts[group]}`])).join(', ')
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="${told}">
    <title>${told}</title>
    ${parts}
  </svg>`
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

export function placeText({ file, line, column }: ShownPlace): string {
  return `${file}:${line}:${column}`
}

/** A path may break behind its slashes. */
export function placeMark(place: ShownPlace): Markup {
  return html`<span class="place">${breakable(place.file)}:${place.line}</span>`
}

export function breakable(path: string): Markup[] {
  return path.split(/(?<=\/)/).map((part, i) => html`${i > 0 && html`<wbr />`}${part}`)
}

export function countedQueries(count: number): string {
  return `${count} ${count === 1 ? 'query' : 'queries'}`
}

export function number(value: number): Markup {
  return html`<span class="${value === 0 ? 'none' : 'n'}">${value}</span>`
}
