import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { QueryMaker } from '../../proofs/tenant/support/query-maker.ts'
import type { PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { included, scopeOn } from './sequelize-include.ts'
import { associationsOf, attributeOf, isParanoid, modelOf, modelsText, operators, sequelizeOn } from './sequelize-models.ts'
import { counted, record, step, where, type Place, type Rows } from './sequelize-where.ts'
import { object } from './support/objects.ts'
import { associated, write } from './sequelize-writes.ts'
import type { Library } from './support/library.ts'
import { capitalized, classOf } from './support/names.ts'
import { baseTables } from './support/values.ts'

/** Calls of Sequelize. */
export const sequelizeCalls: Library = {
  random: (schema, dice) => new SequelizeMaker(schema, dice).call(),
  around: (schema) => ({
    files: { 'models.ts': modelsText(schema) },
    before: `import { ${operators} } from 'sequelize'\nimport { ${['sequelize', ...baseTables(schema).map(classOf)].join(', ')} } from './models'`,
    given: [],
    around: {
      major: (packages) => (packages.includes('sequelize') ? 6 : undefined),
      schemaFiles: (reader) => (reader === 'sequelize' ? [{ file: 'models.ts', text: modelsText(schema) }] : []),
    },
  }),
  open: (schema, session) => sequelizeOn(schema, session),
}

export class SequelizeMaker extends QueryMaker {
  call(): Doc {
    const doc = this.dice.weighted<() => Doc>([
      [8, () => all('return await ', this.#find())],
      [0.8, () => this.#stepByStep()],
      [1.5, () => this.#related()],
      [3.5, () => write(this)],
    ])()
    return this.dice.chance(0.05) ? all('return await sequelize.transaction(async (transaction) => { ', doc, ' })') : doc
  }

  attribute(table: PlainTable, column: string): string {
    return attributeOf(this.schema, table, column)
  }

  receiver(table: PlainTable): Doc {
    const variable = classOf(table)
    return this.dice.chance(0.15) ? either(`${variable}${scopeOn(this, table)}`, variable) : variable
  }

  #find(): Doc {
    const { dice } = this
    const table = this.baseTable()
    const own: Rows = { table, alias: modelOf(this.schema, table) }
    const on = (method: string, args: Doc): Doc => all(this.receiver(table), `.${method}(`, args, ')')
    const hasKey = table.key.length === 1
    return dice.weighted<() => Doc>([
      [7, () => on('findAll', this.options(own))],
      [2, () => on('findOne', this.options(own, { isOne: true }))],
      [hasKey ? 1 : 0, () => on('findByPk', all(`v.${table.name}.id, `, this.options(own, { isByKey: true })))],
      [1, () => on('findAndCountAll', this.options(own))],
      [1.2, () => on('count', this.#countOptions(own))],
      [
        table.columns.some(({ name }) => name === 'n') ? 0.8 : 0,
        () => on(dice.pick(['sum', 'max', 'min']), all(`'n', { where: `, where(this, { own, joined: [] }, 2), ' }')),
      ],
      [1, () => on('findAll', this.#grouped(own))],
    ])()
  }

  /** What `findAll` is given. */
  options(own: Rows, { isOne = false, isByKey = false } = {}): Doc {
    const { dice } = this
    const { table } = own
    const includes = dice.chance(0.45) ? included(this, own, true, 2) : undefined
    const isCut = !isByKey && dice.chance(0.25)
    // A limit is put to the rows before several others are joined with each.
    const isWithin = includes?.hasMany === true && (isOne || isCut)
    const place: Place = { own, joined: isWithin ? [] : (includes?.joined ?? []) }
    const parts: Doc[] = isByKey ? [] : [all('where: ', dice.chance(0.02) ? dice.pick(['null', 'undefined']) : where(this, place, 2))]
    if (includes) parts.push(all('include: ', includes.doc))
    const attributes = this.#attributes(own)
    if (dice.chance(0.25)) parts.push(all('attributes: ', attributes))
    if (isOne || isCut)
      parts.push(
        all(
          `order: [${table.key.map((name) => `['${this.attribute(table, name)}', 'ASC']`).join(', ')}]`,
          isCut && !isOne ? `, limit: ${dice.between(1, 3)}` : '',
        ),
      )
    if (includes && !includes.hasMany && dice.chance(0.2)) parts.push('subQuery: false')
    if (isParanoid(this.schema, table) && dice.chance(0.15)) parts.push('paranoid: false')
    if (!isOne && !includes && dice.chance(0.05)) parts.push('raw: true')
    return object(parts)
  }

  #attributes(own: Rows): Doc {
    const { dice } = this
    const names = dice.some(own.table.columns, dice.between(1, 3)).map(({ name }) => `'${this.attribute(own.table, name)}'`)
    return dice.weighted<() => Doc>([
      [3, () => `[${names.join(', ')}]`],
      [1, () => `{ exclude: [${names.join(', ')}] }`],
      [2, () => all('{ include: [[', counted(this, own), `, 'c']] }`)],
      [1, () => all(`[${names.join(', ')}, [`, counted(this, own), `, 'c']]`)],
      [0.5, () => `[${names.join(', ')}, [col('${own.alias ?? ''}.${own.table.columns[0]?.name ?? ''}'), 'c']]`],
    ])()
  }

  #countOptions(own: Rows): Doc {
    const { dice } = this
    const includes = dice.chance(0.35) ? included(this, own, true, 2) : undefined
    const parts: Doc[] = [all('where: ', where(this, { own, joined: includes?.joined ?? [] }, 2))]
    if (includes) parts.push(all('include: ', includes.doc))
    if (dice.chance(0.3)) parts.push('distinct: true')
    if (!includes && dice.chance(0.2)) parts.push(`group: ['${dice.pick(own.table.columns).name}']`)
    return object(parts)
  }

  #grouped(own: Rows): Doc {
    const { dice } = this
    const { name } = dice.pick(own.table.columns)
    const parts: Doc[] = [
      `attributes: ['${this.attribute(own.table, name)}', [fn('${dice.pick(['count', 'max'])}', col('${own.alias ?? ''}.${own.table.key[0] ?? ''}')), 'c']]`,
      `group: ['${this.attribute(own.table, name)}']`,
      all('where: ', where(this, { own, joined: [] }, 1)),
      ...(dice.chance(0.3) ? [`having: where(fn('count', col('${own.alias ?? ''}.${own.table.key[0] ?? ''}')), Op.gt, 1)`] : []),
    ]
    return object([...parts, ...(dice.chance(0.5) ? ['raw: true'] : [])])
  }

  /** What is asked for is put together before. */
  #stepByStep(): Doc {
    const { dice } = this
    const table = this.baseTable()
    const own: Rows = { table, alias: modelOf(this.schema, table) }
    const place: Place = { own, joined: [] }
    const steps = Array.from({ length: dice.between(1, 3) }, () => step(this, place))
    return all(
      'const asked = ',
      record(this, place, 1, this.care / 2),
      '; ',
      some(steps, ''),
      'return await ',
      this.receiver(table),
      `.${dice.pick(['findAll', 'count'])}({ where: asked })`,
    )
  }

  /** Methods of a row that was loaded. */
  #related(): Doc {
    const { dice } = this
    const table = this.baseTable()
    const associations = associationsOf(this.schema, table)
    if (associations.length === 0) return all('return await ', this.#find())
    const association = dice.pick(associations)
    const { as, kind, to } = association
    const own: Rows = { table, alias: modelOf(this.schema, table) }
    // Whoever loads any tenant, or any person, works for that one from there on.
    const isOwner = /^(?:organizations|users)$/.test(table.name)
    const receiver = isOwner ? classOf(table) : this.receiver(table)
    const loaded =
      isOwner || (table.key.length === 1 && dice.chance(0.3))
        ? all(receiver, `.findByPk(v.${table.name}.id)`)
        : all(receiver, '.findOne(', this.options(own, { isOne: true }), ')')
    const isMany = kind === 'hasMany' || kind === 'belongsToMany'
    if (dice.chance(0.25)) return all('const one = await ', loaded, '; return await one?.', associated(this, association))
    const method = `${isMany && dice.chance(0.2) ? 'count' : 'get'}${capitalized(as)}`
    const target: Rows = { table: to, alias: modelOf(this.schema, to) }
    const scope = dice.chance(0.15) ? dice.pick([', scope: false', ', scope: null', `, scope: 'defaultScope'`]) : ''
    const asked: Doc = dice.chance(0.5) ? all('{ where: ', where(this, { own: target, joined: [] }, 1), scope, ' }') : ''
    return all('const one = await ', loaded, `; return await one?.${method}(`, asked, ')')
  }
}
