import type { AlterFunctionStmt, CreateFunctionStmt, DefineStmt, Node } from '@pgsql/types'
import type { Change } from '../../catalog/change.ts'
import { namedBy } from './lower-definition.ts'
import { lowerType } from './lower-type.ts'
import { optionHolds, optionsOf } from './options.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

/** Functions, procedures and aggregates. */
export function lowerFunction(node: Node, text: TreeText): Change[] {
  if ('CreateFunctionStmt' in node) return [createFunction(node.CreateFunctionStmt, text)]
  if ('AlterFunctionStmt' in node) return [alterFunction(node.AlterFunctionStmt, text)]
  return 'DefineStmt' in node && node.DefineStmt.kind === 'OBJECT_AGGREGATE' ? [createAggregate(node.DefineStmt, text)] : []
}

/** Parameters that no call gives: INOUT is none of them. */
export const results: ReadonlySet<string | undefined> = new Set(['FUNC_PARAM_OUT', 'FUNC_PARAM_TABLE'])

function createFunction(node: CreateFunctionStmt, text: TreeText): Change {
  const name = namedBy(node.funcname, text)
  const parameters = (node.parameters ?? []).flatMap((one) => ('FunctionParameter' in one ? [one.FunctionParameter] : []))
  const inputs = parameters.filter(({ mode }) => !results.has(mode))
  const given = optionsOf(node.options)
  return {
    kind: 'create function',
    name,
    arguments: inputs.length,
    defaults: inputs.filter(({ defexpr }) => defexpr).length,
    variadic: inputs.some(({ mode }) => mode === 'FUNC_PARAM_VARIADIC'),
    types: parameters.map(({ argType }) => lowerType(argType)),
    replace: node.replace ?? false,
    procedure: node.is_procedure ?? false,
    securityDefiner: optionHolds(node.options, 'security'),
    searchPath: given.some(({ arg }) => arg && 'VariableSetStmt' in arg && arg.VariableSetStmt.name === 'search_path'),
    returnsTrigger: stringsOf(node.returnType?.names).at(-1) === 'trigger',
    body: undefined,
    range: name.name.range,
  }
}

/** Limit: how many arguments it takes is not looked at, which ORDER BY and the older syntax write in ways of their own. */
function createAggregate({ defnames, replace = false }: DefineStmt, text: TreeText): Change {
  const name = namedBy(defnames, text)
  const takes = { arguments: 0, defaults: 0, variadic: true, types: [] }
  const rights = { procedure: false, securityDefiner: false, searchPath: false, returnsTrigger: false, body: undefined }
  return { kind: 'create function', name, ...takes, replace, ...rights, range: name.name.range }
}

/** What it is besides, such as how much it costs, is nothing that the schema is told by. */
function alterFunction({ func, actions }: AlterFunctionStmt, text: TreeText): Change {
  const name = namedBy(func?.objname, text)
  const options = optionsOf(actions)
  const path = options.flatMap(({ arg }) => (arg && 'VariableSetStmt' in arg ? [arg.VariableSetStmt] : [])).at(-1)
  const isReset = path?.kind === 'VAR_RESET_ALL' || path?.kind === 'VAR_RESET' || path?.kind === 'VAR_SET_DEFAULT'
  return {
    kind: 'alter function',
    name,
    arguments: func?.args_unspecified ? undefined : (func?.objargs ?? []).length,
    securityDefiner: options.some(({ defname }) => defname === 'security') ? optionHolds(actions, 'security') : undefined,
    searchPath: path?.name === 'search_path' || path?.kind === 'VAR_RESET_ALL' ? !isReset : undefined,
    range: name.name.range,
  }
}
