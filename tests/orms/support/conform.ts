import type { PGlite } from '@electric-sql/pglite'
import { Fold } from '../../../src/catalog/fold.ts'
import { readState } from '../../../src/catalog/read-state.ts'
import type { Modules } from '../../../src/javascript/modules.ts'
import type { Program } from '../../../src/javascript/program.ts'
import { Kept } from '../../../src/orms/kept.ts'
import type { SourceText, Statement, World } from '../../../src/orms/orm.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { compareDatabases } from '../../conformance/support/compare.ts'
import { plainDatabase } from '../../conformance/support/plain.ts'
import { readPostgres, resetPostgres } from '../../conformance/support/postgres.ts'
import { virtualModules } from '../../support/virtual-modules.ts'

/** A project of files that are nowhere on disk, with the major versions of its packages. */
export function virtualWorld(files: Readonly<Record<string, string>>, majors: Readonly<Record<string, number>> = {}): World {
  const modules: Modules & { program(file: string): Program } = virtualModules(files)
  return {
    engine: libpgQuery,
    kept: new Kept(),
    modules,
    program: (file) => (file in files ? modules.program(file) : undefined),
    nearest: (_, names) => names.find((name) => name in files),
    major: (_, packages) => packages.map((name) => majors[name]).find((major) => major !== undefined),
  }
}

export function textsOf(files: Readonly<Record<string, string>>, names: readonly string[] = Object.keys(files)): SourceText[] {
  return names.map((file) => ({ file, text: files[file] ?? '' }))
}

/** The database that statements add up to. */
export function foldOf(statements: readonly Statement[]): Fold {
  const fold = new Fold()
  fold.run(statements.map(({ file, changes }) => ({ file, changes, place: (range) => ({ file, range }) })))
  return fold
}

/** How the catalog of some statements differs from a database on which the DDL of their ORM ran: that is given here, and run on an empty one, or ran before. */
export async function differences(db: PGlite, ddl: string | undefined, statements: readonly Statement[]): Promise<string[]> {
  if (ddl !== undefined) {
    await resetPostgres(db)
    await db.exec(ddl)
  }
  const fold = foldOf(statements)
  const ours = plainDatabase(readState(fold.state, []), fold.state)
  return [...compareDatabases(ours, await readPostgres(db)), ...fold.unread.map(({ reason }) => `unread: ${reason}`)]
}
