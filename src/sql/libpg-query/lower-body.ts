import type { CreateFunctionStmt, Node } from '@pgsql/types'
import type { FunctionBody } from '../../catalog/change.ts'
import { selectOf } from '../../query/empty-select.ts'
import type { Query } from '../../query/query.ts'
import { asBody, queryInBody, type ParseInner } from '../function-body.ts'
import { results } from './lower-function.ts'
import { lowerStatementQuery } from './lower-query.ts'
import { lowerTerm } from './lower-term.ts'
import { lowerType } from './lower-type.ts'
import { optionsOf, optionText } from './options.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

/** What a function gives that does nothing but ask one query. */
export function lowerBody(node: CreateFunctionStmt, text: TreeText, parse: ParseInner): FunctionBody | undefined {
  const query = queryOf(node, text, parse)
  if (!query) return undefined
  const parameters = (node.parameters ?? []).flatMap((one) => ('FunctionParameter' in one ? [one.FunctionParameter] : []))
  const given = parameters.filter(({ mode }) => !results.has(mode))
  const shown = parameters.filter(({ mode }) => results.has(mode) || mode === 'FUNC_PARAM_INOUT')
  return {
    parameters: given.map(({ name, defexpr }) => ({ name, default: defexpr && lowerTerm(defexpr, text) })),
    query,
    givesAll: node.returnType?.setof ?? false,
    columns: shown.map(({ name = '' }) => name),
    returns: lowerType(node.returnType),
  }
}

function queryOf({ options, sql_body: atomic }: CreateFunctionStmt, text: TreeText, parse: ParseInner): Query | undefined {
  if (atomic) return atomicQuery(atomic, text)
  const [body, ...more] = optionsOf(options).flatMap(({ defname, arg }) =>
    defname === 'as' && arg && 'List' in arg ? stringsOf(arg.List.items) : [],
  )
  if (body === undefined || more.length > 0) return undefined
  return queryInBody(optionText(options, 'language')?.toLowerCase(), body, parse)
}

/** `BEGIN ATOMIC`, of one statement, or `RETURN` of a value. */
function atomicQuery(node: Node, text: TreeText): Query | undefined {
  if ('ReturnStmt' in node) return node.ReturnStmt.returnval && asBody(selectOf([lowerTerm(node.ReturnStmt.returnval, text)]))
  if (['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt'].some((kind) => kind in node)) return asBody(lowerStatementQuery(node, text))
  if (!('List' in node)) return undefined
  const [only, ...others] = node.List.items ?? []
  return only && others.length === 0 ? atomicQuery(only, text) : undefined
}
