import type { PlainTable, RandomSchema } from '../../proofs/tenant/support/random-schema.ts'
import { knexOn } from '../knex/support/run-knex.ts'
import { runPrograms } from '../mikro-orm/support/run.ts'
import { classOf } from './support/names.ts'
import { relationsOf } from './support/relations.ts'
import type { Session } from './support/session.ts'

/** The schema as models, of views as well, whose properties are called as their columns are. */
export function modelsText(schema: RandomSchema): string {
  const models = schema.tables.map((table) => {
    const relations = relationsOf(schema, table).map(({ name, to, pairs, isList }) => {
      const columns = (of: PlainTable, side: 0 | 1): string => `[${pairs.map((pair) => `'${of.name}.${pair[side]}'`).join(', ')}]`
      const kind = isList ? 'HasManyRelation' : 'BelongsToOneRelation'
      return `    ${name}: { relation: Model.${kind}, modelClass: ${classOf(to)}, join: { from: ${columns(table, 0)}, to: ${columns(to, 1)} } },`
    })
    const [tenant] = table.tenantColumns
    const modifiers = [
      `    some(query: any) { query.whereNotNull('${table.name}.${table.columns[0]?.name ?? 'id'}') },`,
      ...(tenant === undefined ? [] : [`    own(query: any, id: any) { query.where('${table.name}.${tenant}', id) },`]),
    ]
    const key = table.key.length > 0 ? table.key : [table.columns[0]?.name ?? 'id']
    return [
      `export class ${classOf(table)} extends Model {`,
      `  static override tableName = '${table.name}'`,
      `  static override idColumn = [${key.map((name) => `'${name}'`).join(', ')}]`,
      '  static override relationMappings = () => ({',
      ...relations,
      '  })',
      '  static override modifiers = {',
      ...modifiers,
      '  }',
      '}',
    ].join('\n')
  })
  return [`import { Model } from 'objection'`, ...models].join('\n')
}

interface Bound {
  bindKnex(knex: unknown): unknown
}

/** The models by their names, and Knex, on a database. */
export function objectionOn(schema: RandomSchema, session: Session): Readonly<Record<string, unknown>> {
  const db = knexOn(session)
  const shown = runPrograms({ 'models.ts': modelsText(schema) }).get('models.ts') ?? {}
  const models = schema.tables.map(classOf).map((name) => [name, (shown[name] as Bound).bindKnex(db)] as const)
  return { db, ...Object.fromEntries(models) }
}
