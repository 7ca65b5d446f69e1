import { describe, expect, it } from 'vitest'
import { catalogGraph } from '../../../src/cli/catalog-graph.ts'
import { box, layoutMap, linePath, type MapLayout } from '../../../src/cli/report/map-layout.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { catalogOf } from '../../support/catalog.ts'

function layout(sql: string): MapLayout {
  return layoutMap(catalogGraph(catalogOf({ 'schema.sql': sql }), defaultSettings))
}

function layers({ nodes }: MapLayout): Record<string, number> {
  return Object.fromEntries(nodes.map(({ node, layer }) => [node.shown, layer]))
}

const table = (name: string, ...columns: string[]): string => `create table ${name} (${['id int primary key', ...columns].join(', ')});\n`

describe('the map', () => {
  it('has each table behind those that it refers to, and those that nothing leads to at the end', () => {
    const sql =
      table('organizations') +
      table('orders', 'organization_id int references organizations') +
      table('items', 'organization_id int references organizations', 'order_id int references orders') +
      table('lonely')
    expect(layers(layout(sql))).toEqual({ organizations: 0, orders: 1, items: 2, lonely: 3 })
  })

  it('begins with the tenants, also where they refer to something', () => {
    const sql =
      table('plans') +
      table('organizations', 'plan_id int references plans') +
      table('orders', 'organization_id int references organizations')
    expect(layers(layout(sql))).toMatchObject({ organizations: 0, plans: 0, orders: 1 })
  })

  it('ends where tables refer to one another', () => {
    const sql = `${table('a', 'a_id int references a')}${table('b', 'a_id int references a')}alter table a add b_id int references b;`
    const { nodes } = layout(sql)
    expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(2)
    const [a] = nodes
    expect(a && linePath(a, a)).toMatch(/^M[\d.]+ [\d.]+C/)
  })

  it('lays no box upon another, and all within the picture', () => {
    const sql = Array.from({ length: 60 }, (_, i) => table(`t${i}`, ...(i > 0 ? [`p int references t${Math.floor(i / 3)}`] : []))).join('')
    const { nodes, width, height } = layout(sql)
    for (const one of nodes) {
      expect(one.x + box.width).toBeLessThanOrEqual(width)
      expect(one.y + box.height).toBeLessThanOrEqual(height)
      for (const other of nodes)
        if (one !== other) expect(Math.abs(one.x - other.x) >= box.width || Math.abs(one.y - other.y) >= box.height).toBe(true)
    }
  })

  it('draws of very many tables those with the most foreign keys', () => {
    const sql = Array.from({ length: 300 }, (_, i) => table(`t${i}`, ...(i > 200 ? ['p int references t7'] : []))).join('')
    const shown = layout(sql).nodes.filter(({ isShown }) => isShown)
    expect(shown).toHaveLength(80)
    expect(shown.map(({ node }) => node.shown)).toContain('t7')
  })

  it('follows a chain that somebody made up', () => {
    const sql = Array.from({ length: 1500 }, (_, i) => table(`t${i}`, ...(i < 1499 ? [`p int references t${i + 1}`] : [])))
      .reverse()
      .join('')
    expect(layout(sql).nodes).toHaveLength(1500)
  })
})
