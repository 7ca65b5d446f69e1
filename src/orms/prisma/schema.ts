import type { SourceText } from '../orm.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { readDatamodel, type Datamodel, type Model } from './datamodel.ts'
import type { Statement } from '../orm.ts'
import { related } from '../ddl.ts'
import { Expressions } from '../expressions.ts'
import { createIndexes } from './indexes.ts'
import { mappedName } from './read-value.ts'
import { Kept } from '../kept.ts'
import { addForeignKeys, joinTables, targetsOf } from './relations.ts'
import { createTable } from './tables.ts'

export { providerOfAnother } from './datamodel.ts'

/** The major version of Prisma that is taken where none is known. */
const latestMajor = 7

/**
 * What Prisma Migrate would send to an empty database for files that are one schema, statement by statement. Views are not its to make.
 * Limit: a schema that the address of the connection names is not seen.
 */
export function prismaStatements(
  files: readonly SourceText[],
  engine: SqlEngine,
  major = latestMajor,
  kept: Kept = new Kept(),
): Statement[] {
  const datamodel = readDatamodel(files)
  const expressions = kept.of(expressionsOf, engine)
  const models = new Map(datamodel.models.map((model) => [model.id, model]))
  const tables = datamodel.models.filter(({ isView }) => !isView)
  const joins = [...models.values()].flatMap((model) => kept.of(joinTables, model, major, expressions, ...targetsOf(model, models)))
  const foreignKeys = [
    ...tables.flatMap((model) => kept.of(addForeignKeys, model, ...targetsOf(model, models))),
    ...joins.flatMap((join) => join.foreignKeys),
  ]
  return [
    ...datamodel.problems.map(({ file, range, reason }): Statement => ({ file, changes: [{ kind: 'unread', range, reason }] })),
    ...createSchemas([...tables, ...datamodel.enums]),
    ...datamodel.extensions.map(({ file, name, schema }): Statement => {
      return { file, changes: [{ kind: 'create extension', range: name.range, name, schema, ifNotExists: true }] }
    }),
    ...createEnums(datamodel),
    ...tables.flatMap((model) => kept.of(createTable, model, expressions)),
    ...joins.map(({ table }) => table),
    ...tables.flatMap((model) => kept.of(createIndexes, model, expressions)),
    ...joins.flatMap(({ indexes }) => indexes),
    ...(datamodel.foreignKeys ? foreignKeys : foreignKeys.map((statement) => kept.of(related, statement))),
  ]
}

function expressionsOf(engine: SqlEngine): Expressions {
  return new Expressions(engine)
}

/** Those that something is made in, each where it is named first. */
function createSchemas(named: readonly Pick<Model, 'file' | 'schema'>[]): Statement[] {
  const first = new Map<string, Statement>()
  for (const { file, schema } of named)
    if (schema && !first.has(schema.text))
      first.set(schema.text, { file, changes: [{ kind: 'create schema', range: schema.range, name: schema, ifNotExists: true }] })
  return [...first.values()]
}

function createEnums({ enums }: Datamodel): Statement[] {
  return enums.map(({ file, name, schema, values }) => ({
    file,
    changes: [
      {
        kind: 'create enum',
        range: name.range,
        name: { schema: schema?.text, name },
        labels: values.map((value) => ({ text: mappedName(value)?.text ?? value.name.text, range: value.name.range })),
      },
    ],
  }))
}
