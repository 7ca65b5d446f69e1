import { prismaIndexes } from '../orms/prisma/edit-indexes.ts'
import { namesInSchema } from '../orms/prisma/names.ts'
import { providerOfAnother, type PrismaFile } from '../orms/prisma/schema.ts'
import type { SchemaFile } from '../orms/prisma/syntax.ts'
import type { SqlEngine } from '../sql/engine.ts'
import type { Document } from './document.ts'

interface Around {
  readonly file: string
  readonly schemaFiles?: () => readonly PrismaFile[]
}

/** Reads a `.prisma` file. What it says of the database, the catalog tells: that may take other files. */
export function readPrismaFile(text: string, engine: SqlEngine, schema: SchemaFile, around?: Around): Document {
  const { file = '', schemaFiles } = around ?? {}
  const files = schemaFiles?.() ?? [{ file, text }]
  if (providerOfAnother(files) !== undefined) return { statements: [], foreign: true, engine }
  const { problems } = schema
  const names = (): ReturnType<typeof namesInSchema> => namesInSchema(file, text, schema, files)
  return { statements: [], foreign: false, engine, schema: { text, problems, names, indexes: prismaIndexes(text, schema, files) } }
}
