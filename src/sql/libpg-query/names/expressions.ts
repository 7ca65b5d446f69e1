import type { ColumnRef, FuncCall, Node, ResTarget, TypeName, WindowDef } from '@pgsql/types'
import { strings, type Handlers, type Step, type Steps, type Walk } from './walk.ts'

/** A cast's sign or word may come before or after its type, so only a located type is read. */
function typeName(body: TypeName, walk: Walk): Steps {
  if (walk.seek(body.location)) {
    const names = strings(body.names)
    if (body.pct_type) walk.takePath(names, { role: 'column' }, ['table', 'schema', 'database'])
    else walk.takePath(names, { role: 'type' })
  }
  return [walk.visit(body.typmods)]
}

function columnRef(body: ColumnRef, walk: Walk): void {
  if (!walk.seek(body.location)) return
  const names = strings(body.fields)
  if (names.length === body.fields?.length) walk.takePath(names, { role: 'column' }, ['table', 'schema', 'database'])
  else walk.takePath(names, { role: 'table' })
}

function functionCall(body: FuncCall, walk: Walk): Steps {
  if (walk.seek(body.location) && body.funcformat !== 'COERCE_SQL_SYNTAX') walk.takePath(strings(body.funcname), { role: 'function' })
  return [walk.visit(body.args), walk.visit(body.agg_order), walk.visit(body.agg_filter), walk.as('WindowDef', body.over)]
}

/** `OVER name` is located at the name, everything else at the bracket. */
export function window(body: WindowDef, walk: Walk, within?: string): Steps {
  if (walk.seek(body.location)) {
    const { cursor } = walk
    const open = cursor.index
    if (within !== undefined) walk.takeAt(open - 2, body.name, { role: 'window', within })
    else walk.take(body.name, { role: 'window' })
    cursor.index = Math.max(cursor.index, open)
    cursor.skip('(')
    walk.take(body.refname, { role: 'window' })
  }
  return [walk.visit(body.partitionClause), walk.visit(body.orderClause), walk.visit(body.startOffset), walk.visit(body.endOffset)]
}

/** The `.field` and `[index]` after something. */
export function indirection(nodes: readonly Node[] | undefined, walk: Walk): Steps {
  return (nodes ?? []).map((node): Step | undefined => {
    if (!('String' in node)) return walk.visit(node)
    return () => void walk.name(node.String.sval, { role: 'column' }, (i) => walk.cursor.word(i - 1) === '.')
  })
}

/** `value AS name`, as in XML and JSON functions: the name is a label of the value, not of a column. */
export function labelled(target: ResTarget, walk: Walk): Steps {
  return [walk.visit(target.val), () => void walk.name(target.name, { role: 'name' }, (i) => walk.cursor.word(i - 1) === 'as')]
}

export const expressionHandlers: Handlers = {
  A_Const() {},
  ParamRef() {},
  A_Star() {},
  ColumnRef: columnRef,
  TypeName: typeName,
  FuncCall: functionCall,
  A_Expr(body, walk) {
    const [schema, operator] = strings(body.name)
    const written = (): void => {
      if (operator === undefined || !walk.seek(body.location)) return
      walk.cursor.skip('operator (')
      walk.take(schema, { role: 'schema' })
    }
    return [walk.visit(body.lexpr), written, walk.visit(body.rexpr)]
  },
  SubLink: (body, walk) => [walk.visit(body.testexpr), walk.visit(body.subselect)],
  SortBy: (body, walk) => [walk.visit(body.node)],
  WindowDef: (body, walk) => window(body, walk),
  A_Indirection: (body, walk) => [walk.visit(body.arg), () => indirection(body.indirection, walk)],
  // An assignment to several columns repeats its source at each of them.
  MultiAssignRef: (body, walk) => ((body.colno ?? 1) === 1 ? [walk.visit(body.source)] : []),
  CollateClause: (body, walk) => [
    walk.visit(body.arg),
    () => {
      if (!walk.seek(body.location)) return
      walk.cursor.skip('collate')
      walk.takePath(strings(body.collname), { role: 'collation' })
    },
  ],
  NamedArgExpr(body, walk) {
    if (walk.seek(body.location)) walk.take(body.name, { role: 'parameter' })
    return [walk.visit(body.arg)]
  },
  CurrentOfExpr(body, walk) {
    walk.cursor.after('current of')
    walk.take(body.cursor_name, { role: 'cursor' })
  },
  RoleSpec(body, walk) {
    if (body.rolename !== undefined && walk.seek(body.location)) walk.take(body.rolename, { role: 'role' })
  },
  XmlExpr(body, walk) {
    if (body.name !== undefined && walk.seek(body.location) && walk.cursor.after('name')) walk.take(body.name, { role: 'name' })
    return [
      ...(body.named_args ?? []).map((node) => ('ResTarget' in node ? () => labelled(node.ResTarget, walk) : walk.visit(node))),
      walk.visit(body.args),
    ]
  },
  JsonArgument: (body, walk) => labelled({ name: body.name ?? '', ...(body.val && { val: { JsonValueExpr: body.val } }) }, walk),
  JsonTablePathSpec(body, walk) {
    if (body.name === undefined || !walk.seek(body.name_location)) return
    walk.cursor.skip('as')
    walk.take(body.name, { role: 'name' })
  },
}
