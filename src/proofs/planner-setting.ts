import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import type { Call, Term } from '../query/query.ts'
import { nodesOf, type Block } from './blocks.ts'

/** Whether a setting takes kinds of plans, or orders of joins, from the planner. */
export function switchedOff(name: string, value: string | undefined): boolean {
  if (value === undefined) return false
  if (/^enable_\w+$/.test(name)) return /^(?:off|false|no|0)$/i.test(value)
  return /^(?:join|from)_collapse_limit$/.test(name) && value === '1'
}

/** The calls of set_config that do. */
export const planningsIn = onceFor(({ query }: Block): { readonly range: Range; readonly setting: string; readonly value: string }[] => {
  return nodesOf(query).flatMap((node) => {
    if (!isSetConfig(node)) return []
    const [setting, value] = node.args.map(literalOf)
    return setting !== undefined && value !== undefined && switchedOff(setting, value) ? [{ range: node.range, setting, value }] : []
  })
})

function isSetConfig(node: object): node is Call {
  return 'kind' in node && node.kind === 'call' && 'name' in node && node.name === 'set_config'
}

function literalOf(term: Term): string | undefined {
  return term.kind === 'value' && term.value.kind === 'literal' ? String(term.value.literal) : undefined
}
