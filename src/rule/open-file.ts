import type { TSESLint } from '@typescript-eslint/utils'
import { onceFor } from '../catalog/once-for.ts'
import { connectionsIn, type Connection } from '../document/connections.ts'
import type { Document } from '../document/document.ts'
import { documentOf, type HostSource } from '../document/document-of.ts'
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

export function openFile(context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>, settings: Readonly<Settings>): OpenFile {
  const { filename: path, sourceCode, cwd } = context
  return {
    path,
    settings,
    get document() {
      return documentOf(sourceCode satisfies HostSource, settings, hostPlace(path, sourceCode.text, settings, cwd))
    },
    get connections() {
      return connectionsIn(sourceCode)
    },
    get schema() {
      return openSchema(this.document, path, sourceCode, settings, cwd)
    },
    get tellsSchema() {
      return mayTell(sourceCode.ast, sourceCode.text) && this.schema.isSource
    },
    get isForAnotherDatabase() {
      return isForAnotherDatabase(path, settings, cwd)
    },
  }
}

/** Every rule asks. */
const mayTell = onceFor((ast: { readonly type: string }, text: string) => ast.type === 'Program' && mayTellSchema(text))
