import type { Catalog } from '../../catalog/catalog.ts'

/** Statements in their order, and in comments what is left out of them, and why. */
export class Script {
  readonly #paragraphs: string[] = []
  readonly #functions: ReadonlySet<string>
  /** The tables and views that are not made. */
  readonly missing = new Set<string>()

  constructor({ parts }: Catalog) {
    this.#functions = new Set(parts.functions.map(({ name }) => name))
  }

  add(sql: string): void {
    this.#paragraphs.push(`${sql};`)
  }

  note(text: string): void {
    this.#paragraphs.push(asComment(text))
  }

  /** A statement with the expressions in it, or as a comment where one of them cannot be run; whether it is made. */
  addWith(sql: string, what: string, expressions: readonly unknown[]): boolean {
    const reason = this.hinders(expressions)
    if (reason === undefined) this.add(sql)
    else this.note(`Left out: ${what}, since ${reason}.\n${sql};`)
    return reason === undefined
  }

  /** Why expressions cannot be run in an empty database; undefined where they can. */
  hinders(expressions: readonly unknown[]): string | undefined {
    const open: unknown[] = [...expressions]
    while (open.length > 0) {
      const node = open.pop()
      if (typeof node !== 'object' || node === null) continue
      if (this.#isOwnCall(node)) return `the body of ${node.name} is not known`
      if (('kind' in node && node.kind === 'hidden') || ('sampled' in node && node.sampled === true)) return 'a part of it is not known'
      if ('kind' in node && node.kind === 'table' && 'name' in node && typeof node.name === 'string' && this.missing.has(node.name))
        return `${node.name} is left out`
      open.push(...Object.values(node as Record<string, unknown>))
    }
    return undefined
  }

  #isOwnCall(node: object): node is { readonly name: string } {
    return 'kind' in node && node.kind === 'call' && 'name' in node && typeof node.name === 'string' && this.#functions.has(node.name)
  }

  print(): string {
    return this.#paragraphs.join('\n\n')
  }
}

/** No line of a name or an expression gets out of the comment. */
function asComment(text: string): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n')
}
