import { prismaIndexes } from '../orms/prisma/edit-indexes.ts'
import { namesInSchema } from '../orms/prisma/names.ts'
import type { SourceText } from '../orms/orm.ts'
import { providerOfAnother } from '../orms/prisma/schema.ts'
import type { Problem, SchemaFile } from '../orms/prisma/syntax.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { emptyDocument, type Document } from './document.ts'

interface Around {
  readonly file: string
  readonly schemaFiles?: () => readonly SourceText[]
}

/** Reads a `.prisma` file. What it says of the database, the catalog tells: that may take other files. */
export function readSourceText(text: string, engine: SqlEngine, schema: SchemaFile, around?: Around): Document {
  const { file = '', schemaFiles } = around ?? {}
  const own = [{ file, text }]
  let all: readonly SourceText[] | undefined
  const files = (): readonly SourceText[] => (all ??= schemaFiles?.() ?? own)
  const isHome = schema.blocks.some(({ kind }) => kind === 'datasource')
  if (providerOfAnother(isHome ? own : files()) !== undefined) return { statements: [], foreign: true, engine }
  if (schema.blocks.length === 0 && schema.problems.length === 0) return emptyDocument(engine)
  const problems = withoutFollowers(schema.problems, text)
  const names = (): ReturnType<typeof namesInSchema> => namesInSchema(file, text, schema, files())
  return { statements: [], foreign: false, engine, schema: { text, problems, names, indexes: prismaIndexes(text, schema, files) } }
}

/** What is wrong once is told once: not what else stands in its line, nor the same of the lines that follow on it. */
function withoutFollowers(problems: readonly Problem[], text: string): Problem[] {
  const ordered = [...problems].sort((a, b) => a.range[0] - b.range[0])
  return ordered.filter(({ range, reason }, i) => {
    const before = ordered[i - 1]
    if (!before) return true
    const between = text.slice(before.range[1], range[0])
    return between.includes('\n') && !(before.reason === reason && between.trim() === '')
  })
}
