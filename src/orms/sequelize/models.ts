import type { SourceText, Statement, World } from '../orm.ts'
import { quoted } from './expressions.ts'
import type { Model } from './model.ts'
import { statementOf, unreadAt } from './placed.ts'
import { readModels } from './read-models.ts'
import { statementsOf } from './tables.ts'

/** What `sync` would send: foreign keys find all tables, in whatever order they are. */
export function modelStatements(files: readonly SourceText[], world: World): Statement[] {
  const { models, unread, modelOf } = readModels(files, world)
  const all = models.map((model) => statementsOf(model, modelOf, world.engine))
  return [
    ...unread.map(({ spot, reason }) => unreadAt(spot.file, spot.range, reason)),
    ...schemasOf(models, world),
    ...all.flatMap(({ tables }) => tables),
    ...all.flatMap(({ columns }) => columns),
    ...all.flatMap(({ indexes }) => indexes),
    ...all.flatMap(({ foreignKeys }) => foreignKeys),
  ]
}

/** `sync` makes no schema; those of models are taken to be there. */
function schemasOf(models: readonly Model[], { engine }: World): Statement[] {
  const first = new Map([...models].reverse().map((model) => [model.table.schema, model.parts.nameSpot]))
  return [...first].flatMap(([schema, { file, range }]) =>
    schema === undefined ? [] : statementOf(file, `CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`, range, engine),
  )
}
