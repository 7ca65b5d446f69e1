/** How a tool runs the file of a migration. */
export interface TransactionModel {
  /** It begins a transaction before the file and commits behind it. */
  readonly begins: boolean
  /** It sends the file as one text, which Postgres runs as one transaction where it holds several statements. */
  readonly sendsWhole: boolean
  /** How a file says that no transaction is to be begun for it. */
  readonly without?: RegExp
  /** What to do for a statement that runs in none: a sentence without its full stop. */
  readonly wayOut: string
}
