/** A file that holds a part of the schema. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string
  /** What turns its text into changes: `sql`, or the name of an ORM. */
  readonly reader: string
  /** What runs it: `prisma`, `drizzle`, `goose`, `plain`, `dump` … */
  readonly tool: string
}

/** A file that lies among the sources and is none, and why: the end of a sentence that begins with the path. */
export interface LeftOut {
  readonly path: string
  readonly reason: string
}

/** Whether it was left out because it is for another database. */
export function isForeign({ reason }: LeftOut): boolean {
  return reason.startsWith('is for ')
}

/** The path of a program, or of what declares the types of one. */
export const isProgram = /\.[cm]?[jt]sx?$/
