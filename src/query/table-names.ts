import type { TableSource } from './query.ts'

/** The names of the tables that a query or condition mentions; undefined for what may hold any others. */
export function tableNamesIn(node: unknown): (string | undefined)[] {
  const found: (string | undefined)[] = []
  const open: unknown[] = [node]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if ('kind' in next && next.kind === 'hidden' && !('narrows' in next && next.narrows === true)) found.push(undefined)
    if ('kind' in next && next.kind === 'table' && 'name' in next && typeof next.name === 'string') found.push(next.name)
    open.push(...Object.values(next as Record<string, unknown>))
  }
  return found
}

/** The tables that a query reads or writes, as they are written. */
export function tableSourcesIn(node: unknown): Pick<TableSource, 'schema' | 'name'>[] {
  const found: Pick<TableSource, 'schema' | 'name'>[] = []
  const open: unknown[] = [node]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if (isTable(next)) found.push(next)
    open.push(...Object.values(next as Record<string, unknown>))
  }
  return found
}

export function isTable(node: unknown): node is TableSource {
  return (
    typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'table' && 'name' in node && typeof node.name === 'string'
  )
}
