import type { TSESLint } from '@typescript-eslint/utils'
import { letGoOfEarlier, onceFor } from '../catalog/once-for.ts'
import { connectionsIn, type Connection } from '../document/connections.ts'
import { hands, inherits, type Document } from '../document/document.ts'
import { documentOf, isProgram, type HostSource } from '../document/document-of.ts'
import { mayTellSchema } from '../orms/index.ts'
import { hostPlace } from '../project/host-place.ts'
import { openSchema, type OpenSchema } from '../project/open-catalog.ts'
import { isForAnotherDatabase } from '../project/package-database.ts'
import type { Settings } from '../settings/settings.ts'

/** The file that is linted, each part read when it is first asked for. */
export interface OpenFile {
  readonly path: string
  readonly settings: Readonly<Settings>
  readonly document: Document
  readonly schema: OpenSchema
  readonly connections: readonly Connection[]
  /** Whether it is a program that tells some of the schema. */
  readonly tellsSchema: boolean
  /** Its package talks to other databases alone. */
  readonly isForAnotherDatabase: boolean
}

type EslintContext = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>

/** Every rule asks. */
export function openFile(context: EslintContext, settings: Readonly<Settings>): OpenFile {
  return opened(context.sourceCode, context.filename, context.cwd, settings)
}

const opened = onceFor((sourceCode: Readonly<TSESLint.SourceCode>, path: string, cwd: string, settings: Readonly<Settings>): OpenFile => {
  letGoOfEarlier()
  const { text, ast } = sourceCode
  const mayTell = isProgram(ast) && mayTellSchema(text)
  const place = hostPlace(path, text, settings, cwd)
  return {
    path,
    settings,
    get document() {
      return documentOf(sourceCode satisfies HostSource, settings, place)
    },
    get connections() {
      return connectionsIn(sourceCode)
    },
    get schema() {
      return openSchema(this.document, path, sourceCode, settings, cwd)
    },
    get tellsSchema() {
      return mayTell && this.schema.isSource
    },
    get isForAnotherDatabase() {
      return isForAnotherDatabase(path, settings, cwd)
    },
  }
})

/** Whether anything in a file concerns the database, or why that cannot be told. */
export const concernsDatabase = onceFor((file: OpenFile): boolean | { readonly error: unknown } => {
  try {
    return (
      file.document.statements.length > 0 ||
      inherits(file.document) ||
      file.document.schema !== undefined ||
      file.connections.length > 0 ||
      file.tellsSchema ||
      hands(file.document)
    )
  } catch (error) {
    return { error }
  }
})
