import { parseForESLint } from '@typescript-eslint/parser'
import { describe, expect, it } from 'vitest'
import { documentOf } from '../../src/document/document-of.ts'
import { usesOf } from '../../src/project/uses.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { catalogOf } from '../support/catalog.ts'

const catalog = catalogOf({
  'schema.sql': `
    create table orders (id bigint primary key, organization_id bigint not null, status text, deleted_at timestamptz);
    create table items (id bigint primary key, order_id bigint references orders, deleted_at timestamptz);`,
})

/** The references of a program, each with the columns that are fixed in each way of each of its places, by reading. */
function usesIn(program: string): string[] {
  const document = documentOf({ text: program, ast: parseForESLint(program, { range: true }).ast }, defaultSettings)
  return usesOf(document, catalog, defaultSettings)
    .flat()
    .map(({ table, does, range, readings }) => {
      const fixed = readings.map((uses) =>
        uses.map((use) => use.ways.map((way) => fixedIn(way, use.access.source)).join(' or ')).join(' and '),
      )
      return `${does} ${program.slice(...range)} (${table.name}): ${fixed.join(' | ')}`
    })
}

type Use = ReturnType<typeof usesOf>[number][number]['readings'][number][number]

function fixedIn({ classes }: Use['ways'][number], source: Use['access']['source']): string {
  const names = source.table?.columns.map(({ name }) => name) ?? []
  return names.filter((name) => classes.isFixed({ kind: 'column', source, name })).join(', ') || 'nothing'
}

describe('the uses of tables', () => {
  it.each([
    ['a way for each branch', "db.query(`select * from orders where id = $1 or status = 'paid'`)", ['read orders (orders): id or status']],
    ['none where no row can be', 'db.query(`select * from orders where id is null and id = $1`)', ['read orders (orders): ']],
    [
      'what an inner join says of both sides',
      'db.query(`select * from orders o join items i on i.order_id = o.id where o.id = $1`)',
      ['read orders (orders): id', 'read items (items): order_id'],
    ],
    [
      'each place in which a query stands',
      'db.query(`with o as (select * from orders) select * from o where id = $1 union all select * from o where status = $2`)',
      ['read orders (orders): id and status'],
    ],
    [
      'a WITH that writes, once and by itself',
      'db.query(`with gone as (delete from items where order_id = $1 returning id) select * from gone where id = $2`)',
      ['delete items (items): order_id'],
    ],
    ['each reading of a text', 'db.query(`select * from orders where ${all ? "true" : "id = 1"}`)', ['read orders (orders): nothing | id']],
    ['writes', 'db.query(`update orders set status = $1 where id = $2`)', ['update orders (orders): id']],
  ])('gives %s', (_, program, expected) => expect(usesIn(program)).toEqual(expected))

  it.each([
    ['in a comparison', 'where deleted_at > $1', true],
    ['in what is not followed', "where coalesce(deleted_at, now()) < now() - interval '1 day'", true],
    ['in a branch', 'where id = $1 or deleted_at is null', true],
    ['of another table', 'join items i on i.order_id = o.id where i.deleted_at is null', false],
    ['nowhere', 'where id = $1', false],
    ['in its order', 'where id = $1 order by deleted_at', false],
  ])('tells whether a column is mentioned %s', (_, rest, expected) => {
    const program = `db.query(\`select o.id from orders o ${rest.replaceAll('where id', 'where o.id').replaceAll(/(?<!\.)deleted_at/g, 'o.deleted_at')}\`)`
    const document = documentOf({ text: program, ast: parseForESLint(program, { range: true }).ast }, defaultSettings)
    const [orders] = usesOf(document, catalog, defaultSettings).flat()
    expect(orders?.readings[0]?.[0]?.isMentioned('deleted_at')).toBe(expected)
  })
})
