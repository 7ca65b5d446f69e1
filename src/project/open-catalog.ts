import type { Catalog } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Document } from '../document/document.ts'
import type { Settings } from '../settings/settings.ts'
import type { EntryProblem } from './configured.ts'
import type { Migration } from './migration.ts'
import { schemaFor } from './project.ts'

/** The schema as a file that is open sees it. */
export interface OpenSchema {
  readonly catalog: Catalog
  /** Which of a repository's databases it is: the first of its sources. */
  readonly database: string
  /** The files that it is read from, in their order. */
  readonly sources: readonly string[]
  /** What is wrong with the files that the settings name. */
  readonly problems: readonly EntryProblem[]
  /** The file is one of those that the schema is read from. */
  readonly isSource: boolean
  /** It holds steps to the schema: its queries touch every tenant on purpose. */
  readonly isMigration: boolean
  /** It undoes a migration: what it makes was there before, and is gone where the schema stands. */
  readonly isWayBack: boolean
  /** What runs the file, where it is one of those. */
  readonly tool: string | undefined
  /** What it does, where it is a migration of this schema that the settings do not leave alone. */
  readonly migration: Migration | undefined
  /** Extensions that tools and platforms create by themselves; undefined where no step in sight would create any. */
  readonly installs: ReadonlySet<string> | undefined
  /** Whether a file's statements run after those of this one. */
  runsLater(file: string): boolean
}

/** Looked up once for all rules. */
export const openSchema = onceFor(
  (document: Document, file: string, { text }: { readonly text: string }, settings: Readonly<Settings>, cwd: string): OpenSchema =>
    schemaFor(file, text, document.statements, settings, cwd),
)
