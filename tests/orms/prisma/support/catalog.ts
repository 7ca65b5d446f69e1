import { Fold } from '../../../../src/catalog/fold.ts'
import { readState } from '../../../../src/catalog/read-state.ts'
import type { Catalog } from '../../../../src/catalog/catalog.ts'
import type { SourceText } from '../../../../src/orms/orm.ts'
import { prismaStatements } from '../../../../src/orms/prisma/schema.ts'
import { libpgQuery } from '../../../../src/sql/libpg-query/index.ts'

/** The fold of a Prisma schema. */
export function foldOf(files: readonly SourceText[], major?: number): Fold {
  const fold = new Fold()
  fold.run(prismaStatements(files, libpgQuery, major).map(({ file, changes }) => ({ file, changes, place: (range) => ({ file, range }) })))
  return fold
}

/** The catalog of a Prisma schema for Postgres, without the block that says so. */
export function prismaCatalog(models: string, major?: number): Catalog {
  const { state, unread } = foldOf([schemaFile(models)], major)
  return readState(state, unread)
}

export function schemaFile(models: string): SourceText {
  return { file: 'schema.prisma', text: `${models}\ndatasource db {\n  provider = "postgresql"\n}\n` }
}
