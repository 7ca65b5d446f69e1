import { isForeignSql } from '../../sql/dialect.ts'
import { engineNamed } from '../../sql/engines.ts'
import { parseCached } from '../../sql/parse-cached.ts'
import { splitScript } from '../../sql/script.ts'

const others =
  /^(?:bigquery|cassandra|clickhouse|databricks|db2|derby|duckdb|h2|hsqldb|mariadb|mssql|mysql|oracle|planetscale|singlestore|snowflake|spanner|sqlite3?|sqlserver|tidb|turso)$/i

/** Whether a name, of a folder or in a configuration, is that of another database. */
export function otherDatabase(name: string): boolean {
  return others.test(name)
}

export function isPostgresName(name: string): boolean {
  return /^(?:pg|postgres|postgresql|cockroach|cockroachdb)$/i.test(name)
}

/** The beginning of a text may end inside a statement. */
const beginning = 4000

/** Whether a text, or its beginning, holds a statement that Postgres refuses and another database has. */
function isForeignText(text: string): boolean {
  const { statements } = splitScript(text.slice(0, beginning))
  const whole = text.length > beginning ? statements.slice(0, -1) : statements
  return whole.some((statement) => isForeignSql(statement.text) && !parseCached(engineNamed('libpg-query'), statement.text).ok)
}

/** What no other database has in its DDL. */
const postgresOnly =
  /\b(?:jsonb|timestamptz|bytea|tsvector|citext|(?:big|small)?serial|gen_random_uuid|uuid_generate_v4|plpgsql|pg_catalog|create\s+(?:extension|policy)|using\s+gin|owner\s+to)\b|::|\[\]|\$\$/i

/** Most steps of another database say nothing that Postgres would refuse, so those that are plainly of either decide. */
export function isForeignSet(texts: readonly string[]): boolean {
  const foreign = texts.filter(isForeignText)
  return foreign.length > texts.filter((text) => !foreign.includes(text) && postgresOnly.test(text)).length
}
