import type { A_Const, SelectStmt, TransactionStmt, VariableSetStmt } from '@pgsql/types'
import type { Change } from '../../catalog/change.ts'
import { lookup } from '../../catalog/lookup.ts'
import { lowerSetting } from './lower-upkeep.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

function splitPath(path: string): string[] {
  return path
    .split(',')
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
    .filter((name) => name !== '')
}

/** `select set_config('search_path', …)` stands at the head of every dump; other settings are those of SET. */
export function lowerSetConfig({ targetList }: SelectStmt, text: TreeText): Change[] {
  const [target] = targetList ?? []
  const output = target && 'ResTarget' in target ? target.ResTarget.val : undefined
  const call = output && 'FuncCall' in output ? output.FuncCall : undefined
  if (!call || stringsOf(call.funcname).at(-1) !== 'set_config') return []
  const [key, path, local] = (call.args ?? []).map((arg): A_Const | undefined => ('A_Const' in arg ? arg.A_Const : undefined))
  const name = key?.sval?.sval
  const isLocal = local?.boolval?.boolval ?? false
  const value = path?.sval ? (path.sval.sval ?? '') : undefined
  if (name === 'search_path')
    return [{ kind: 'search path', schemas: value === undefined ? undefined : splitPath(value), local: isLocal, range: text.whole }]
  return name === undefined || value === undefined ? [] : [{ kind: 'set', name, value, local: isLocal, range: text.words }]
}

export function lowerSet(node: VariableSetStmt, text: TreeText): Change[] {
  const { kind, name, args = [], is_local = false } = node
  if (kind === 'VAR_RESET_ALL') return [{ kind: 'search path', schemas: undefined, local: false, range: text.whole }]
  if (name !== 'search_path') return lowerSetting(node, text)
  const isReset = kind === 'VAR_RESET' || kind === 'VAR_SET_DEFAULT'
  const schemas = args.flatMap((arg) => ('A_Const' in arg ? [arg.A_Const.sval?.sval ?? ''] : [])).filter((schema) => schema !== '')
  return [{ kind: 'search path', schemas: isReset ? undefined : schemas, local: is_local, range: text.whole }]
}

const transactions: Readonly<Record<string, Extract<Change, { kind: 'transaction' }>['does']>> = lookup({
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'release',
  TRANS_STMT_ROLLBACK_TO: 'rollback to',
})

/** AND CHAIN begins another one at once. */
export function lowerTransaction(
  { kind = 'TRANS_STMT_BEGIN', savepoint_name: savepoint, chain }: TransactionStmt,
  text: TreeText,
): Change[] {
  const does = transactions[kind]
  if (!does) return []
  const change = { kind: 'transaction' as const, does, savepoint, range: text.whole }
  return chain ? [change, { ...change, does: 'begin' }] : [change]
}
