import type { Statement } from 'pgsql-ast-parser'
import type { Name } from '../engine.ts'
import type { Range } from '../lexer.ts'
import { AstReader, type Handlers } from './names/ast-reader.ts'
import { commandHandlers } from './names/commands.ts'
import { definitionHandlers } from './names/definitions.ts'
import { queryHandlers } from './names/queries.ts'

const handlers: Handlers = { ...commandHandlers, ...definitionHandlers, ...queryHandlers }

/** Every name that is written in a text, in the order of the text. */
export function listNames(sql: string, nodes: readonly Statement[], ranges: readonly Range[]): Name[] {
  const reader = new AstReader(sql, handlers)
  nodes.forEach((node, i) => {
    const [start, end] = ranges[i] ?? [0, sql.length]
    reader.cursor.enter(start, end)
    const step = reader.visit(node)
    if (step) reader.run(step)
  })
  return reader.names.sort((a, b) => a.range[0] - b.range[0])
}
