import { all, maybe, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { tenantColumnsOf, type Src } from '../../proofs/tenant/support/query-maker.ts'
import type { PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { knexConditions } from './knex-conditions.ts'
import { KnexMaker } from './knex.ts'
import { modelsText, objectionOn } from './objection-models.ts'
import type { Library } from './support/library.ts'
import { classOf } from './support/names.ts'
import { relationsOf, type Relation } from './support/relations.ts'
import { changesOf, newRow, oursOf, ownTables, rowText } from './support/values.ts'

/** Calls of Objection. */
export const objectionCalls: Library = {
  random: (schema, dice) => new ObjectionMaker(schema, dice).call(),
  around: (schema) => ({
    files: { 'models.ts': modelsText(schema) },
    before: `import knex from 'knex'\nimport { ${schema.tables.map(classOf).join(', ')} } from './models'\nconst db = knex({ client: 'pg' })`,
    given: [],
    around: { major: () => 3 },
  }),
  open: (schema, session) => objectionOn(schema, session),
}

class ObjectionMaker extends KnexMaker {
  override readonly within = 0
  override readonly hasProperties = false

  override begin(name: string, alias: string): Doc {
    return `${classOf({ name })}.query().alias('${alias}')`
  }

  override call(): Doc {
    const { dice } = this
    return dice.weighted<() => Doc>([
      [4, () => all('return await ', this.select(undefined, undefined, 2).doc)],
      [1.5, () => this.stepByStep()],
      [5, () => all('return await ', this.#find())],
      [3, () => all('return await ', this.#related())],
      [1.5, () => this.#ofRow()],
      [4, () => all('return await ', this.#write())],
    ])()
  }

  #source(table: PlainTable, alias = table.name): Src {
    return { alias, columns: table.columns, tenantColumns: table.tenantColumns, table }
  }

  #where(...own: readonly Src[]): Doc {
    return this.where({ own, outer: [] }, 1)
  }

  /** A query of a model with rows that belong to its own. */
  #find(): Doc {
    const { dice } = this
    const table = this.baseTable()
    const relations = relationsOf(this.schema, table)
    const sources = [this.#source(table)]
    const steps: Doc[] = []
    const relation = relations.length > 0 && dice.chance(0.6) ? dice.pick(relations) : undefined
    if (relation) {
      const method = dice.pick([
        'joinRelated',
        'leftJoinRelated',
        'innerJoinRelated',
        'withGraphJoined',
        'withGraphFetched',
        'withGraphFetched',
      ])
      steps.push(this.#along(relation, method))
      if (method !== 'withGraphFetched') sources.push(this.#source(relation.to, relation.name))
    }
    if (table.tenantColumns.length > 0 && dice.chance(0.2)) steps.push(this.#modified(table))
    const key = table.key.length === 1 && dice.chance(0.25) ? `.findById(v.${table.name}.id)` : ''
    const order = table.key.map((name) => `.orderBy('${table.name}.${name}')`).join('')
    const isPlain = relation === undefined && key === ''
    const end = dice.weighted<Doc>([
      [6, ''],
      [isPlain ? 1 : 0, '.resultSize()'],
      [isPlain ? 1 : 0, `${order}.page(0, 2)`],
      [isPlain ? 1 : 0, `${order}.range(0, 1)`],
      [isPlain ? 1 : 0, `${order}.first()`],
      [isPlain ? 1 : 0, `.count('* as c1')`],
      [isPlain ? 1 : 0, `.select('${dice.pick(table.columns).name}')`],
    ])
    return all(`${classOf(table)}.query()${key}`, some(steps, ''), this.#where(...sources), end)
  }

  #along({ name, to }: Relation, method: string): Doc {
    const { dice } = this
    const further = relationsOf(this.schema, to)
    const expression = further.length > 0 && dice.chance(0.3) ? `${name}.${dice.pick(further).name}` : name
    const asked =
      method.startsWith('with') && to.tenantColumns.length > 0 && dice.chance(0.3)
        ? all(`.modifyGraph('${name}', (b) => { void b`, this.#tenant(this.#source(to)), ' })')
        : ''
    return all(`.${method}('${expression}')`, maybe(asked))
  }

  #modified(table: PlainTable): Doc {
    const column = table.columns.find(({ name }) => name === table.tenantColumns[0])
    const ours = (column && oursOf(column.domain)) ?? 'null'
    return this.dice.pick([
      `.modify('own', ${ours})`,
      `.modify('some')`,
      all('.modify((b) => { void b', this.#tenant(this.#source(table)), ' })'),
    ])
  }

  #tenant(source: Src): Doc {
    const columns = tenantColumnsOf([source])
    return columns.length > 0 ? knexConditions.tenant(this, this.dice.pick(columns)) : ''
  }

  /** The rows that belong to some. */
  #related(): Doc {
    const { dice } = this
    const table = this.baseTable()
    const relations = relationsOf(this.schema, table)
    if (relations.length === 0 || table.key.length > 1) return this.#find()
    const { name, to } = dice.pick(relations)
    const of = dice.pick<Doc>([
      `v.${table.name}.id`,
      `[v.${table.name}.id]`,
      all(`${classOf(table)}.query()`, this.#where(this.#source(table))),
    ])
    return all(`${classOf(table)}.relatedQuery('${name}').for(`, of, ')', this.#where(this.#source(to, name)))
  }

  #ofRow(): Doc {
    const { dice } = this
    const table = dice.pick(ownTables(this.schema))
    const relations = relationsOf(this.schema, table)
    if (relations.length === 0) return all('return await ', this.#find())
    const { name, to } = dice.pick(relations)
    const row = all(`const row = await ${classOf(table)}.query().findById(v.${table.name}.id)`, this.#where(this.#source(table)), '; ')
    const call = dice.weighted<Doc>([
      [3, all(`row?.$relatedQuery('${name}')`, this.#where(this.#source(to, name)))],
      [1, `row?.$query()`],
      [1, all('row?.$query().patch(', changesOf(table, dice), ')')],
      [1, `row?.$query().delete()`],
      [1, `row?.$fetchGraph('${name}')`],
    ])
    return all(row, 'return await ', call)
  }

  #write(): Doc {
    const { dice } = this
    const table = dice.pick(ownTables(this.schema))
    const model = classOf(table)
    const where = this.#where(this.#source(table))
    const set = changesOf(table, dice)
    const row = rowText(newRow(table, dice))
    return dice.weighted<() => Doc>([
      [3, () => all(`${model}.query()`, where, '.patch(', set, ')')],
      [1, () => all(`${model}.query().patch(`, set, ')', where)],
      [1, () => all(`${model}.query()`, where, '.update(', set, ')')],
      [1, () => all(`${model}.query().findById(v.${table.name}.id)`, where, '.patch(', set, ')')],
      [1, () => all(`${model}.query().patchAndFetchById(v.${table.name}.id, `, set, ')', where)],
      [2, () => all(`${model}.query()`, where, '.delete()')],
      [1, () => all(`${model}.query().deleteById(v.${table.name}.id)`, where)],
      [1, () => `${model}.query().insert(${row})`],
      [1, () => `${model}.query().insertAndFetch(${row})`],
      [1, () => all(`${model}.query().insert(${row})`, this.conflict(table))],
    ])()
  }
}
