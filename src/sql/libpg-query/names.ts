import type { Name } from '../engine.ts'
import { alterationHandlers } from './names/alterations.ts'
import { commandHandlers } from './names/commands.ts'
import { definitionHandlers } from './names/definitions.ts'
import { expressionHandlers } from './names/expressions.ts'
import { objectHandlers } from './names/objects.ts'
import { optionHandlers } from './names/options.ts'
import { queryHandlers } from './names/queries.ts'
import { templates } from './names/statements.ts'
import { tableHandlers } from './names/tables.ts'
import { follow } from './names/template.ts'
import { Walk, type Handlers, type Steps } from './names/walk.ts'
import type { RawParse } from './wasm.ts'

const fromTemplates: Record<string, (body: object, walk: Walk) => Steps> = {}
for (const [tag, template] of templates) fromTemplates[tag] = (body, walk) => follow(template, body, walk)

const handlers: Handlers = {
  ...fromTemplates,
  ...alterationHandlers,
  ...commandHandlers,
  ...definitionHandlers,
  ...expressionHandlers,
  ...objectHandlers,
  ...optionHandlers,
  ...queryHandlers,
  ...tableHandlers,
}

/**
 * Every name that is written in a text, in the order of the text.
 * Limit: the names of operators and of options are not listed.
 * Limit: the repeated VARIADIC argument of a hypothetical-set aggregate stands in the tree once.
 */
export function listNames(sql: string, { statements, text }: RawParse): Name[] {
  const walk = new Walk(sql, text, handlers)
  for (const { stmt, stmt_location: start = 0, stmt_len: length } of statements) {
    walk.cursor.enter(text.fromByte(start), length === undefined ? sql.length : text.fromByte(start + length))
    const step = walk.visit(stmt)
    if (step) walk.run(step)
  }
  return walk.names.sort((a, b) => a.range[0] - b.range[0])
}
