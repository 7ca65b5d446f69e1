import type { TSESTree } from '@typescript-eslint/utils'
import { camelCase } from '../catalog/names.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Modules } from '../javascript/modules.ts'
import type { Settings } from '../settings/settings.ts'
import { engineNamed } from '../sql/engines.ts'
import type { Script } from '../sql/script.ts'
import type { SchemaFile } from '../orms/prisma/syntax.ts'
import type { SourceText } from '../orms/orm.ts'
import { emptyDocument, type Document } from './document.ts'
import type { ProjectAround } from '../orms/query-reader.ts'
import { readJavascript } from './javascript.ts'
import { readSourceText } from './prisma-file.ts'
import { readSqlFile } from './sql-file.ts'

/** What is asked of an ESLint SourceCode, of whichever language. */
export interface HostSource {
  readonly text: string
  readonly ast: object
}

/** Where a file is. */
export interface HostPlace {
  readonly file: string
  readonly modules: Modules
  readonly around?: ProjectAround
  /** Whether its package works with another database than Postgres. */
  readonly isForAnotherDatabase?: () => boolean
  /** The files that are one schema with this one, it included. */
  readonly schemaFiles?: () => readonly SourceText[]
  /** The documents of other files. */
  readonly documentIn?: (file: string) => Document | undefined
}

/** The document of a file, read on first demand and shared by all rules. */
export const documentOf = onceFor(({ text, ast }: HostSource, settings: Readonly<Settings>, place?: HostPlace): Document => {
  const engine = engineNamed(settings.engine)
  if (isProgram(ast)) {
    const clients = { scoped: settings.scopedClients, bypass: settings.bypassClients }
    return readJavascript(
      {
        ...place,
        text,
        ast,
        names: { ...settings.sql, scopingHelpers: settings.scopingHelpers },
        tenantNames: namesInPrograms(settings.tenantColumns),
        clients,
        queryFunctions: settings.queryFunctions,
      },
      engine,
    )
  }
  if (isSqlRoot(ast)) return readSqlFile(text, engine, ast.script, place?.isForAnotherDatabase)
  if (isPrismaRoot(ast)) return readSourceText(text, engine, ast.schema, place)
  return emptyDocument(engine)
})

/** A column's name as programs write it. */
const namesInPrograms = onceFor((columns: readonly string[]) => columns.flatMap((name) => [camelCase(name), name]))

export function isProgram(ast: object): ast is TSESTree.Program {
  return 'type' in ast && ast.type === 'Program'
}

function isSqlRoot(ast: object): ast is { type: 'SqlRoot'; script: Script } {
  return 'type' in ast && ast.type === 'SqlRoot' && 'script' in ast
}

function isPrismaRoot(ast: object): ast is { type: 'PrismaRoot'; schema: SchemaFile } {
  return 'type' in ast && ast.type === 'PrismaRoot' && 'schema' in ast
}
