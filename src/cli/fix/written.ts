/** A file that is to be written. */
export interface NewFile {
  /** Absolute. */
  readonly path: string
  readonly text: string
  /** It is there already, and this is what it says then. */
  readonly changes?: true
}

/** A statement, or several that belong together, with what is said above it. */
export interface Block {
  readonly comment: readonly string[]
  readonly up: readonly string[]
  readonly down: readonly string[]
}

/** Whether the statements of a file may be CONCURRENTLY: each, only one that is alone in it, or none. */
export type Concurrency = 'each' | 'alone' | 'none'

export function statementsOf(blocks: readonly Block[], side: 'up' | 'down', between = ''): string {
  const inOrder = side === 'up' ? blocks : [...blocks].reverse()
  return inOrder
    .map((block) => {
      const sql = block[side].map((statement) => `${statement};\n`).join(between)
      return side === 'up' ? `${commentOf(block.comment)}${sql}` : sql
    })
    .join(side === 'up' && between === '' ? '\n' : between)
}

/** No line of a name or a message gets out of the comment. */
export function commentOf(lines: readonly string[]): string {
  return lines.map((line) => `-- ${line.replace(/[\r\n\u2028\u2029]+/g, ' ').trimEnd()}`.trimEnd() + '\n').join('')
}
