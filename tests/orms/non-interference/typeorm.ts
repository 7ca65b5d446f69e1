import { all, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { QueryMaker } from '../../proofs/tenant/support/query-maker.ts'
import type { PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { builderCall } from './typeorm-builder.ts'
import { entitiesText, entityNames, operators, typeormOn } from './typeorm-entities.ts'
import { criteria, relationsTree, where } from './typeorm-where.ts'
import type { Library } from './support/library.ts'
import { classOf } from './support/names.ts'
import { changesOf, newRow, ownTables, rowText } from './support/values.ts'

/** Calls of TypeORM, which is installed in a folder. */
export function typeormCalls(root: string): Library {
  return {
    random: (schema, dice) => new TypeOrmMaker(schema, dice).call(),
    around: (schema) => ({
      files: { 'entities.ts': entitiesText(schema) },
      before: `import { ${operators}, type DataSource } from 'typeorm'\nimport { ${entityNames(schema).join(', ')} } from './entities'`,
      given: ['db: DataSource'],
      around: {
        major: (packages) => (packages.includes('typeorm') ? 0 : undefined),
        schemaFiles: (reader) => (reader === 'typeorm' ? [{ file: 'entities.ts', text: entitiesText(schema) }] : []),
      },
    }),
    open: (schema, session) => typeormOn(root, schema, session),
    isMissing: (error) => error instanceof Error && error.name === 'EntityNotFoundError',
  }
}

export class TypeOrmMaker extends QueryMaker {
  #parameters = 0

  call(): Doc {
    return all(
      'return await ',
      this.dice.weighted<() => Doc>([
        [5, () => this.#find()],
        [5, () => builderCall(this)],
        [4, () => this.#write()],
      ])(),
    )
  }

  parameter(): string {
    return `p${++this.#parameters}`
  }

  #on(table: PlainTable, method: string, args: Doc): Doc {
    const entity = classOf(table)
    return this.dice.chance(0.7)
      ? all(`db.getRepository(${entity}).${method}(`, args, ')')
      : all(`db.manager.${method}(${entity}, `, args, ')')
  }

  #find(): Doc {
    const { dice } = this
    const table = this.baseTable()
    const order = `order: { ${table.key.map((name) => `${name}: 'ASC'`).join(', ')} }`
    const asked = all('where: ', where(this, table, 2))
    const tree = relationsTree(this, table, 2)
    const relations = tree === '' ? '' : all('relations: ', tree)
    const options = (...parts: readonly Doc[]): Doc => all('{ ', some(parts, ', '), ' }')
    return dice.weighted<() => Doc>([
      [6, () => this.#on(table, 'find', options(asked, relations, dice.chance(0.25) ? `${order}, take: ${dice.between(1, 3)}` : ''))],
      [2, () => this.#on(table, 'findBy', where(this, table, 2))],
      [2, () => this.#on(table, dice.pick(['findOne', 'findOneOrFail']), options(asked, relations, order))],
      [1, () => this.#on(table, 'count', options(asked))],
      [1, () => this.#on(table, dice.pick(['countBy', 'existsBy']), where(this, table, 1))],
      [1, () => this.#on(table, 'findAndCount', options(asked, relations))],
      [
        table.columns.some(({ name }) => name === 'n') ? 1 : 0,
        () => this.#on(table, dice.pick(['sum', 'maximum']), all(`'n', `, where(this, table, 1))),
      ],
    ])()
  }

  #write(): Doc {
    const { dice } = this
    const table = dice.pick(ownTables(this.schema))
    const row = rowText(newRow(table, dice))
    return dice.weighted<() => Doc>([
      [4, () => this.#on(table, 'update', all(criteria(this, table), ', ', changesOf(table, dice)))],
      [3, () => this.#on(table, 'delete', criteria(this, table))],
      [
        table.columns.some(({ name }) => name === 'n') ? 1 : 0,
        () => this.#on(table, dice.pick(['increment', 'decrement']), all(criteria(this, table), `, 'n', 2`)),
      ],
      [1, () => this.#on(table, 'insert', row)],
      [
        1.5,
        () =>
          this.#on(
            table,
            'upsert',
            `${row}, [${dice
              .pick([table.key, ...table.unique])
              .map((name) => `'${name}'`)
              .join(', ')}]`,
          ),
      ],
    ])()
  }
}
