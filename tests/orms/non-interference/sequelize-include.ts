import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { associationsOf, attributeOf, isParanoid, modelOf, scopesOf, type Association } from './sequelize-models.ts'
import { record, where, type Place, type Rows } from './sequelize-where.ts'
import { classOf } from './support/names.ts'
import { object } from './support/objects.ts'
import type { SequelizeMaker } from './sequelize.ts'
import { oursOf } from './support/values.ts'

/** What is included, and what conditions may name of it. */
export interface Includes {
  readonly doc: Doc
  readonly joined: readonly Rows[]
  readonly hasMany: boolean
}

/** What is included in rows, so deep; undefined where nothing is. */
export function included(maker: SequelizeMaker, parent: Rows, isTop: boolean, depth: number): Includes | undefined {
  const { dice, schema } = maker
  const associations = associationsOf(schema, parent.table)
  if (depth === 0 || associations.length === 0) return undefined
  if (dice.chance(0.03))
    return { doc: dice.pick(['{ all: true }', '[{ all: true, nested: true }]', `{ all: 'BelongsTo' }`]), joined: [], hasMany: true }
  const all = dice.some(associations, dice.pick([1, 1, 1, 2])).map((association) => one(maker, parent, association, isTop, depth))
  return {
    doc: some(
      all.map(({ doc }) => doc),
      ', ',
      { before: '[', after: ']', least: 1 },
    ),
    joined: all.flatMap(({ joined }) => joined),
    hasMany: all.some(({ hasMany }) => hasMany),
  }
}

function one(maker: SequelizeMaker, parent: Rows, association: Association, isTop: boolean, depth: number): Includes {
  const { dice, schema } = maker
  const { as, to, kind } = association
  // It is asked for by a query of its own.
  const isSeparate = kind === 'hasMany' && dice.chance(0.12)
  const rows: Rows = { table: to, alias: isSeparate ? modelOf(schema, to) : isTop ? as : `${parent.alias ?? ''}->${as}` }
  const isMany = kind === 'hasMany' || kind === 'belongsToMany'
  const inner = dice.chance(0.3) ? included(maker, rows, isSeparate, depth - 1) : undefined
  const joined = isSeparate ? [] : [rows, ...(inner?.joined ?? [])]
  const hasMany = (isMany && !isSeparate) || inner?.hasMany === true
  if (!inner && !isSeparate && dice.chance(0.12)) return { doc: `'${as}'`, joined, hasMany }
  const place: Place = { own: rows, joined: isSeparate ? [] : [parent] }
  const parts: Doc[] = []
  if (dice.chance(0.6)) parts.push(all('where: ', dice.chance(0.7) ? record(maker, place, 1, maker.care) : where(maker, place, 1)))
  if (inner) parts.push(all('include: ', inner.doc))
  if (isSeparate) parts.push('separate: true')
  else if (dice.chance(0.4)) parts.push(`required: ${dice.pick(['true', 'false'])}`)
  if (dice.chance(0.1)) parts.push('attributes: []')
  if (!isSeparate && association.kind !== 'belongsToMany' && dice.chance(0.06))
    parts.push(
      all(
        `on: { ${attributeOf(maker.schema, to, to.key[0] ?? '')}: { [Op.ne]: null }, ...`,
        record(maker, { ...place, ofColumns: true }, 1, maker.care),
        ' }',
      ),
    )
  if (!isSeparate && dice.chance(0.05)) parts.push('right: true')
  if (dice.chance(0.04)) parts.push('or: true')
  if (dice.chance(0.1)) parts.push('duplicating: false')
  if (isParanoid(maker.schema, to) && dice.chance(0.2)) parts.push('paranoid: false')
  if (association.through && dice.chance(0.4)) parts.push(through(maker, association))
  const named = dice.weighted<() => Doc>([
    [2, () => `association: '${as}'`],
    [1, () => `association: ${classOf(parent.table)}.associations.${as}`],
    [3, () => all('model: ', scoped(maker, association), `, as: '${as}'`)],
  ])()
  return { doc: all('{ ', named, some(parts, ', ', { before: ', ' }), ' }'), joined, hasMany }
}

function through(maker: SequelizeMaker, { through: between }: Association): Doc {
  if (!between) return 'through: {}'
  const own: Rows = { table: between.table, alias: undefined }
  const asked = maker.dice.chance(0.6) ? [all('where: ', record(maker, { own, joined: [] }, 1, maker.care))] : []
  return all('through: ', object([...asked, 'attributes: []']))
}

/** A model, now and then with a scope. */
function scoped(maker: SequelizeMaker, { to }: Association): Doc {
  const variable = classOf(to)
  if (maker.dice.chance(0.85)) return variable
  return either(`${variable}${scopeOn(maker, to)}`, variable)
}

/** `.scope('open')` or `.unscoped()` */
export function scopeOn({ dice, schema }: SequelizeMaker, table: Association['to']): string {
  const scopes = scopesOf(schema, table)
  const one = (): string => {
    const { name, given } = dice.pick(scopes)
    return given ? `{ method: ['${name}', ${oursOf(given.domain) ?? 'null'}] }` : `'${name}'`
  }
  const held = table.columns.find(({ name }) => table.tenantColumns.includes(name))
  return dice.weighted<() => string>([
    [1, () => '.unscoped()'],
    [0.3, () => '.scope()'],
    [0.3, () => `.scope('defaultScope')`],
    [scopes.length > 0 ? 4 : 0, () => `.scope(${one()})`],
    [scopes.length > 0 ? 1 : 0, () => `.scope(${one()}, ${one()})`],
    [scopes.length > 0 ? 1 : 0, () => `.scope(['defaultScope', ${one()}])`],
    [
      held ? 0.5 : 0,
      () => `.scope({ where: { ${attributeOf(schema, table, held?.name ?? '')}: ${oursOf(held?.domain ?? '') ?? 'null'} } })`,
    ],
  ])()
}
