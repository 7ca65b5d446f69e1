import type { TypeName } from '@pgsql/types'
import type { NameRole } from '../../engine.ts'
import { strings, type Handlers, type Walk } from './walk.ts'

interface Option {
  readonly role: NameRole
  /** The words that may stand before the name. */
  readonly head: readonly string[]
  readonly list?: true
}

const forcedColumns: Option = {
  role: 'column',
  head: ['force quote', 'force_quote', 'force not null', 'force_not_null', 'force null', 'force_null', '('],
  list: true,
}

/** Options whose value is a name. */
const options = new Map<string, Option>(
  Object.entries({
    force_not_null: forcedColumns,
    force_null: forcedColumns,
    force_quote: forcedColumns,
    from: { role: 'collation', head: ['from'] },
    handler: { role: 'function', head: ['handler'] },
    language: { role: 'name', head: ['language'] },
    owned_by: { role: 'column', head: ['owned by'] },
    owner: { role: 'role', head: ['owner', '='] },
    schema: { role: 'schema', head: ['schema', 'set schema'] },
    schemas: { role: 'schema', head: ['in schema'], list: true },
    sequence_name: { role: 'sequence', head: ['sequence name'] },
    support: { role: 'function', head: ['support'] },
    tablespace: { role: 'tablespace', head: ['tablespace', 'set tablespace', '='] },
    template: { role: 'database', head: ['template', '='] },
    validator: { role: 'function', head: ['validator'] },
  }),
)

/** What the value of a parameter in CREATE AGGREGATE, OPERATOR, TYPE and the like is; most others are numbers and switches. */
const parameters: readonly (readonly [name: RegExp, role: NameRole])[] = [
  [/^subtype_opclass$/, 'operator class'],
  [/^(?:as|m?stype|basetype|leftarg|rightarg|subtype|element|like|multirange_type_name)$/, 'type'],
  [/func$|^(?:procedure|function|restrict|join|canonical|subtype_diff)$/, 'function'],
  [/^(?:input|output|receive|send|typmod_in|typmod_out|analyze|subscript)$/, 'function'],
  [/^(?:init|lexize|start|gettoken|end|headline|lextypes)$/, 'function'],
  [/^(?:collation|from)$/, 'collation'],
  [/^(?:template|parser|copy)$/, 'name'],
]

/** `name = value`, where the grammar reads any name as a type. */
function parameterValue(name: string, type: TypeName, walk: Walk): void {
  const role = parameters.find(([pattern]) => pattern.test(name))?.[1]
  if (role && walk.seek(type.location)) walk.takePath(strings(type.names), { role })
}

export const optionHandlers: Handlers = {
  DefElem(body, walk) {
    const { arg } = body
    if (arg && 'TypeName' in arg) {
      parameterValue(body.defname ?? '', arg.TypeName, walk)
      return []
    }
    const located = walk.seek(body.location)
    const option = options.get(body.defname ?? '')
    const names = arg && 'List' in arg ? strings(arg.List.items) : arg && 'String' in arg ? [arg.String.sval ?? ''] : []
    if (!located || !option || names.length === 0) return [walk.visit(arg)]
    const { role, head, list } = option
    walk.cursor.skip(...head)
    // OWNED BY NONE takes an owner away.
    if (names.length === 1 && names[0] === 'none' && walk.cursor.word() === 'none') return []
    if (list) walk.list(names, { role })
    else walk.takePath(names, { role }, role === 'column' ? ['table', 'schema'] : ['schema'])
    return []
  },
}
