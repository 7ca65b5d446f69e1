import type { Change } from '../change.ts'

/** The names of statements that were not run: what is not there, or still there, for one of them is no further mistake. */
export class LostNames {
  /** All that such statements name. */
  readonly #named = new Set<string>()
  /** What they would have made free. */
  readonly #kept = new Set<string>()

  add(changes: readonly Change[]): void {
    for (const change of changes) {
      const names = namesIn(change)
      for (const name of names) this.#named.add(name)
      if (/^(?:drop|rename|set schema|detach)/.test(change.kind)) for (const name of names) this.#kept.add(name)
    }
  }

  /** Whether they are why Postgres refuses another. */
  explain(message: string): boolean {
    const names = [...message.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name.replace(/^.*\./, ''))
    const lost = message.includes('already exists') ? this.#kept : this.#named
    return names.some((name) => lost.has(name))
  }
}

/** Not those of the table that it is about, which is there, or not for a reason of its own, nor of what an index or a foreign key would only have read. */
function namesIn(change: Change): string[] {
  if (change.kind === 'create index') return change.name ? [change.name.text] : []
  const found: string[] = []
  const isPart = change.kind === 'rename' && (change.object === 'column' || change.object === 'constraint')
  const open: unknown[] = [{ ...change, table: undefined, ...(isPart && { name: undefined }) }]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    if ('text' in node && typeof node.text === 'string') found.push(node.text)
    open.push(...Object.entries(node).flatMap(([key, part]: [string, unknown]) => (key.startsWith('referenc') ? [] : [part])))
  }
  return found
}
