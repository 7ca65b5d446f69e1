import type { Node, PartitionBoundSpec, PartitionSpec } from '@pgsql/types'
import type { PartitionBound, PartitionStrategy } from '../../catalog/change.ts'
import type { Term } from '../../query/query.ts'
import { lowerTerm } from './lower-term.ts'
import type { TreeText } from './tree-text.ts'

const strategies: Readonly<Record<NonNullable<PartitionSpec['strategy']>, PartitionStrategy>> = {
  PARTITION_STRATEGY_RANGE: 'range',
  PARTITION_STRATEGY_LIST: 'list',
  PARTITION_STRATEGY_HASH: 'hash',
}

export function strategyOf({ strategy }: PartitionSpec): PartitionStrategy | undefined {
  return strategy && strategies[strategy]
}

/** What stands behind FOR VALUES; undefined where the tree does not have it. */
export function partitionBound(bound: PartitionBoundSpec, text: TreeText): PartitionBound | undefined {
  const { strategy, is_default, listdatums, lowerdatums, upperdatums, modulus = 0, remainder = 0 } = bound
  const terms = (nodes: readonly Node[] = []): Term[] => nodes.map((node) => lowerTerm(node, text))
  if (is_default) return { kind: 'default' }
  if (strategy === 'l') return { kind: 'list', values: terms(listdatums) }
  if (strategy === 'r') return { kind: 'range', from: terms(lowerdatums), to: terms(upperdatums) }
  return strategy === 'h' ? { kind: 'hash', modulus, remainder } : undefined
}
