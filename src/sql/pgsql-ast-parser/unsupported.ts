/** What the package's tree lacks or means otherwise than Postgres does: thrown at any depth of a tree, and a value at the port. */
export class Unsupported extends Error {
  readonly offset: number

  constructor(reason: string, offset: number) {
    super(reason)
    this.offset = offset
  }
}
