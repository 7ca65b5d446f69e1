import type { DefElem, Node } from '@pgsql/types'

export function optionsOf(nodes: readonly Node[] | undefined): DefElem[] {
  return (nodes ?? []).flatMap((node) => ('DefElem' in node ? [node.DefElem] : []))
}

export function optionText(nodes: readonly Node[] | undefined, name: string): string | undefined {
  const arg = optionsOf(nodes).find((option) => option.defname === name)?.arg
  return arg && 'String' in arg ? arg.String.sval : undefined
}

/** A boolean option is true when it is named alone. */
export function optionHolds(nodes: readonly Node[] | undefined, name: string): boolean {
  const option = optionsOf(nodes).find((o) => o.defname === name)
  if (!option) return false
  const arg = option.arg
  if (!arg) return true
  if ('Boolean' in arg) return arg.Boolean.boolval ?? false
  return 'String' in arg ? /^(?:true|on|yes|1)$/i.test(arg.String.sval ?? '') : 'Integer' in arg && arg.Integer.ival === 1
}
