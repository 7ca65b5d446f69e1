import type { Source } from '../query/query.ts'

/** What joins ask; subqueries in FROM, and joins with names of their own, are blocks of their own. */
export function conditionsOf(source: Source): unknown[] {
  return source.kind === 'join' && !source.alias ? [source.on, ...conditionsOf(source.left), ...conditionsOf(source.right)] : []
}

/** The names that a source of FROM gives to those that ask it. */
export function namesOfSource(source: Source): string[] {
  if (source.kind === 'join') return source.alias ? [source.alias.name] : [...namesOfSource(source.left), ...namesOfSource(source.right)]
  if (source.kind === 'table') return [source.alias?.name ?? source.name]
  if (source.kind === 'hidden') return []
  const [call] = source.kind === 'function' ? source.calls : []
  return [source.alias?.name ?? (call?.kind === 'call' ? call.name : '')]
}

/** What joins of a query call the columns that USING made one. */
export function usingAliases(node: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof node !== 'object' || node === null) return found
  if ('usingAlias' in node && typeof node.usingAlias === 'string') found.add(node.usingAlias)
  for (const part of Object.values(node)) usingAliases(part, found)
  return found
}
