import { all, type Doc } from '../../proofs/tenant/support/doc.ts'
import type { PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { attributeOf, isParanoid, modelOf, type Association } from './sequelize-models.ts'
import { record, tenantsOf, where, type Rows } from './sequelize-where.ts'
import { capitalized, classOf } from './support/names.ts'
import { object } from './support/objects.ts'
import type { SequelizeMaker } from './sequelize.ts'
import { changesOf, newRow, newValues, ownTables, rowText, valueOf } from './support/values.ts'

/** A call that writes. */
export function write(maker: SequelizeMaker): Doc {
  const { dice, schema } = maker
  const table = dice.pick(ownTables(schema))
  const own: Rows = { table, alias: undefined }
  const asked = (): Doc => (dice.chance(0.8) ? record(maker, { own, joined: [] }, 1, maker.care) : where(maker, { own, joined: [] }, 1))
  const on = (method: string, args: Doc): Doc => all('return await ', maker.receiver(table), `.${method}(`, args, ')')
  const row = (isThere = 0.3): string => rowText(newRow(table, dice, isThere), (name) => attributeOf(schema, table, name))
  const returned = dice.chance(0.2) ? ', returning: true' : ''
  const marked = isParanoid(schema, table)
  return dice.weighted<() => Doc>([
    [
      4,
      () =>
        on(
          'update',
          all(changed(maker, table), ', { where: ', asked(), marked && dice.chance(0.2) ? ', paranoid: false' : '', returned, ' }'),
        ),
    ],
    [3, () => on('destroy', all('{ where: ', asked(), marked && dice.chance(0.3) ? ', force: true' : '', ' }'))],
    [marked ? 0.6 : 0, () => on('restore', all('{ where: ', asked(), ' }'))],
    [
      table.columns.some(({ name }) => name === 'n') ? 1 : 0,
      () =>
        on(
          dice.pick(['increment', 'decrement']),
          dice.chance(0.5) ? all(`'n', { by: 2, where: `, asked(), ' }') : all('{ n: 2 }, { where: ', asked(), ' }'),
        ),
    ],
    [1, () => on('create', row(0.05))],
    [1.5, () => on('bulkCreate', all(`[${row()}], `, bulkOptions(maker, table)))],
    [
      1.5,
      () =>
        on('upsert', all(row(), dice.chance(0.4) ? `, { conflictFields: [${quotedNames(dice.pick([table.key, ...table.unique]))}] }` : '')),
    ],
    [1, () => on('findOrCreate', all('{ where: ', sought(maker, table), `, defaults: ${row(0.05)} }`))],
    [1.5, () => ofLoaded(maker, table)],
  ])()
}

/** A method of a loaded row that writes what belongs to it. */
export function associated(maker: SequelizeMaker, { as, kind, to }: Association): Doc {
  const { dice } = maker
  const name = capitalized(as)
  const key = to.key.length === 1 ? `v.${to.name}.id` : 'null'
  const isMany = kind === 'hasMany' || kind === 'belongsToMany'
  if (!isMany) return `set${name}(${dice.pick([key, key, 'null'])})`
  return dice.pick([`add${name}(${key})`, `remove${name}(${key})`, `set${name}([${key}])`, `set${name}([])`, `has${name}(${key})`])
}

function quotedNames(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ')
}

function bulkOptions({ dice, schema }: SequelizeMaker, table: PlainTable): Doc {
  const attributes = (names: readonly string[]): string => quotedNames(names.map((name) => attributeOf(schema, table, name)))
  const updated = dice.some(table.columns, dice.between(1, 3)).map(({ name }) => name)
  return dice.weighted<() => Doc>([
    [1, () => '{}'],
    [1, () => '{ ignoreDuplicates: true }'],
    [table.unique.length > 0 ? 0.2 : 2, () => `{ updateOnDuplicate: [${attributes(updated)}] }`],
    [
      1,
      () => `{ updateOnDuplicate: [${attributes(updated)}], conflictAttributes: [${attributes(dice.pick([table.key, ...table.unique]))}] }`,
    ],
  ])()
}

function changed({ dice, schema }: SequelizeMaker, table: PlainTable): Doc {
  return changesOf(table, dice, ({ name }) => attributeOf(schema, table, name))
}

/** What a row is looked up by, and created of. */
function sought({ dice, schema, care }: SequelizeMaker, table: PlainTable): Doc {
  const [tenant] = tenantsOf(table)
  const columns = dice.some(
    table.columns.filter(({ domain }) => domain in newValues && domain !== 'time'),
    dice.between(1, 2),
  )
  const named = tenant && dice.chance(care) ? [tenant, ...columns] : columns
  return object(named.map(({ name, domain }) => `${attributeOf(schema, table, name)}: ${valueOf(domain, dice)}`))
}

/** Methods of a row that was loaded. */
function ofLoaded(maker: SequelizeMaker, table: PlainTable): Doc {
  const { dice, schema } = maker
  const own: Rows = { table, alias: modelOf(schema, table) }
  const loaded = dice.chance(0.2)
    ? `${classOf(table)}.findByPk(v.${table.name}.id)`
    : all(
        maker.receiver(table),
        '.findOne({ where: ',
        where(maker, { own, joined: [] }, 1),
        `, order: [['${attributeOf(schema, table, 'id')}', 'ASC']] })`,
      )
  const then = dice.weighted<() => Doc>([
    [3, () => all('one?.update(', changed(maker, table), ')')],
    [2, () => 'one?.destroy()'],
    [1, () => 'one?.reload()'],
    [table.columns.some(({ name }) => name === 'n') ? 1 : 0, () => `one?.increment('n')`],
  ])()
  return all('const one = await ', loaded, '; return await ', then)
}
