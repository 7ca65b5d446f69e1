import type { SqlEngine } from '../sql/engine.ts'
import { isForeignSql } from '../sql/dialect.ts'
import { plainText } from '../sql/host-text.ts'
import { splitScript, type Script } from '../sql/script.ts'
import type { Document } from './document.ts'
import { fillIn, readStatements } from './statements.ts'

/** Reads a `.sql` file, or a block of SQL in another file. */
export function readSqlFile(
  text: string,
  engine: SqlEngine,
  script: Script = splitScript(text),
  isForAnotherDatabase: () => boolean = () => false,
): Document {
  const statements = readStatements(plainText(text), script, engine).flatMap((statement) => fillIn(statement, engine))
  const refused = statements.filter((s) => s.error).map((s) => s.source.text)
  const foreign = refused.some(isForeignSql) || (refused.length > 0 && isForAnotherDatabase())
  return { statements: foreign ? [] : statements, foreign, engine }
}
