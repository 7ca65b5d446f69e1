import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { QueryMaker } from '../../proofs/tenant/support/query-maker.ts'
import type { PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { builderCall } from './mikro-orm-builder.ts'
import { entitiesText, filtersOf, linksOf, mikroOrmOn, propertyOf } from './mikro-orm-entities.ts'
import { where } from './mikro-orm-where.ts'
import { object } from './support/objects.ts'
import type { Library } from './support/library.ts'
import { classOf } from './support/names.ts'
import { baseTables, changesOf, newRow, oursOf, ownTables, rowText } from './support/values.ts'

/** Calls of MikroORM. */
export const mikroOrmCalls: Library = {
  random: (schema, dice) => new MikroOrmMaker(schema, dice).call(),
  around: (schema) => ({
    files: { 'entities.ts': entitiesText(schema) },
    before: `import { raw } from '@mikro-orm/core'\nimport type { EntityManager } from '@mikro-orm/postgresql'\nimport { ${baseTables(schema).map(classOf).join(', ')} } from './entities'`,
    given: ['em: EntityManager'],
    around: {
      major: (packages) => (packages.some((one) => one.startsWith('@mikro-orm/')) ? 6 : undefined),
      schemaFiles: (reader) => (reader === 'mikro-orm' ? [{ file: 'entities.ts', text: entitiesText(schema) }] : []),
    },
  }),
  open: (schema, session) => mikroOrmOn(schema, session),
  isMissing: (error) => error instanceof Error && error.name === 'NotFoundError',
}

export class MikroOrmMaker extends QueryMaker {
  call(): Doc {
    return this.dice.weighted<() => Doc>([
      [6, () => all('return await ', this.#find())],
      [4, () => all('return await ', builderCall(this))],
      [4, () => all('return await ', this.#write())],
      [1, () => this.#loaded()],
    ])()
  }

  #on(table: PlainTable, method: string, args: Doc): Doc {
    const entity = classOf(table)
    const rest = args === '' ? '' : all(', ', args)
    return this.dice.chance(0.7) ? all(`em.${method}(${entity}`, rest, ')') : all(`em.getRepository(${entity}).${method}(`, args, ')')
  }

  #find(): Doc {
    const { dice } = this
    const table = this.baseTable()
    const asked = where(this, table, 2)
    const also = (isSorted: boolean, ...more: readonly Doc[]): Doc => {
      const options = this.#options(table, isSorted, more)
      return options === '' ? asked : all(asked, ', ', options)
    }
    return dice.weighted<() => Doc>([
      [6, () => this.#on(table, 'find', also(dice.chance(0.25)))],
      [2, () => this.#on(table, dice.pick(['findOne', 'findOneOrFail']), also(true))],
      [1, () => this.#on(table, 'findAndCount', also(dice.chance(0.3)))],
      [2, () => this.#on(table, 'count', all(asked, this.#filters(table, ', { ', ' }')))],
      [1, () => this.#on(table, 'findAll', this.#options(table, false, [all('where: ', asked)]))],
    ])()
  }

  #options(table: PlainTable, isSorted: boolean, more: readonly Doc[]): Doc {
    const { dice } = this
    const parts: Doc[] = [...more]
    const paths = this.#paths(table, 2)
    if (paths.length > 0 && dice.chance(0.45)) {
      parts.push(some(paths, ', ', { before: 'populate: [', after: ']', least: 1 }))
      if (dice.chance(0.3)) parts.push(`strategy: '${dice.pick(['joined', 'select-in'])}'`)
      if (dice.chance(0.15)) parts.push(`populateWhere: 'infer'`)
    }
    parts.push(this.#filters(table))
    if (isSorted) {
      parts.push(`orderBy: { ${table.key.map((name) => `${this.#property(table, name)}: 'asc'`).join(', ')} }`)
      if (dice.chance(0.5)) parts.push(`limit: ${dice.between(1, 3)}`)
    }
    const kept = parts.filter((part) => part !== '')
    return kept.length === 0 ? '' : object(kept)
  }

  #paths(table: PlainTable, depth: number): string[] {
    return this.dice.some(linksOf(this.schema, table), this.dice.between(1, 2)).flatMap(({ name, to }) => {
      const [further] = depth > 1 && this.dice.chance(0.3) ? this.#paths(to, depth - 1) : []
      return [further === undefined ? `'${name}'` : `'${name}.${further.slice(1, -1)}'`]
    })
  }

  /** Filters that are asked for, or not to be. */
  #filters(table: PlainTable, before = '', after = ''): Doc {
    const { dice } = this
    const own = filtersOf(this.schema, table)
    if (own.length === 0 || !dice.chance(0.35)) return ''
    const tenant = table.columns.find(({ name }) => table.tenantColumns.includes(name))
    const ours = (tenant && oursOf(tenant.domain)) ?? 'null'
    const text = dice.pick([
      'filters: false',
      'filters: { live: false }',
      `filters: { of: { id: ${ours} } }`,
      `filters: { live: false, of: { id: ${ours} } }`,
      `filters: { of: on ? { id: ${ours} } : false }`,
    ])
    return !tenant && text.includes('of:') ? '' : either(`${before}${text}${after}`, '')
  }

  #property(table: PlainTable, name: string): string {
    const column = table.columns.find((one) => one.name === name)
    return column ? propertyOf(this.schema, table, column) : name
  }

  #write(): Doc {
    const { dice } = this
    const table = dice.pick(ownTables(this.schema))
    const asked = where(this, table, 1, 0.6)
    const filters = this.#filters(table, ', { ', ' }')
    const unique = table.unique.flatMap((key) => (key.length === 1 ? key.map((name) => this.#property(table, name)) : []))
    return dice.weighted<() => Doc>([
      [4, () => this.#on(table, 'nativeUpdate', all(asked, ', ', this.changed(table), filters))],
      [3, () => this.#on(table, 'nativeDelete', all(asked, filters))],
      [1, () => this.#on(table, 'insert', this.row(table))],
      [1, () => this.#on(table, 'insertMany', `[${this.row(table)}]`)],
      [2, () => this.#on(table, 'upsert', this.row(table))],
      [
        1,
        () =>
          this.#on(
            table,
            'upsert',
            `${this.row(table)}, { onConflictFields: ['${dice.pick(['id', ...unique])}'], onConflictAction: '${dice.pick(['merge', 'ignore'])}' }`,
          ),
      ],
      [0.5, () => all(`em.create(${classOf(table)}, ${this.row(table)}) && em.flush()`)],
    ])()
  }

  /** What is done with rows that were loaded. */
  #loaded(): Doc {
    const { dice } = this
    const table = dice.pick(ownTables(this.schema))
    const rows = all(`const rows = await em.find(${classOf(table)}, `, where(this, table, 1), '); ')
    const paths = this.#paths(table, 1)
    if (paths.length > 0 && dice.chance(0.6)) return all(rows, `await em.populate(rows, [${paths.join(', ')}]); return rows`)
    return all(rows, 'for (const row of rows) em.remove(row); await em.flush(); return rows.length')
  }

  /** A new row, as an object. */
  row(table: PlainTable): string {
    return rowText(newRow(table, this.dice), (name) => this.#property(table, name))
  }

  changed(table: PlainTable): Doc {
    return changesOf(table, this.dice, (column) => propertyOf(this.schema, table, column))
  }
}
