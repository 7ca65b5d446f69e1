import { nextToken } from './lexer.ts'
import { splitScript } from './script.ts'

/** Signs of another database's SQL, or of a template that becomes SQL later; looked for outside quotes, comments and data. */
const signs: readonly RegExp[] = [
  /`[\w$. -]+`/, // MySQL, SQLite, BigQuery, ClickHouse
  /\bengine\s*(?:=\s*)?(?:innodb|myisam|memory|archive|csv|aria|ndb(?:cluster)?|\w*mergetree|\w*log|distributed|kafka)\b/i, // MySQL, ClickHouse
  /\bauto_?increment\b/i, // MySQL, SQLite
  /^[ \t]*delimiter\s+\S/im, // MySQL's client
  /\binsert\s+ignore\b|\bon\s+duplicate\s+key\s+update\b|\breplace\s+into\b/i, // MySQL
  /\blimit\s+\d+\s*,\s*\d/i, // MySQL, SQLite
  /"_"@"_"|'_'@'_'/, // MySQL
  /^[ \t]*#\s/m, // MySQL
  /\b(?:default\s+charset|character\s+set\s*=|collate\s*=)|\b(?:un)?lock\s+tables\b/i, // MySQL
  /\b(?:\w*int|integer|decimal|float|double)\b\s*(?:\([\d\s,]*\)\s*)?\bunsigned\b/i, // MySQL
  /\{\{|\{%|%\}|\}\}/, // dbt, Jinja, Handlebars
  /^[ \t]*pragma\s+\w/im, // SQLite
  /\bwithout\s+rowid\b|\bcreate\s+virtual\s+table\b/i, // SQLite
  /\b(?:insert|update)\s+or\s+(?:ignore|replace|abort|fail|rollback)\b/i, // SQLite
  /^[ \t]*go[ \t]*(?:;[ \t]*)?$/im, // SQL Server's client
  /\bidentity\s*\(\s*\d+\s*,\s*\d+\s*\)\s*(?!generated)/i, // SQL Server
  /\[(?:dbo|[A-Za-z_]\w*)\]\s*\.\s*\[/i, // SQL Server
  /\bselect\s+(?:distinct\s+)?top\s*(?:\(\s*)?\d|\bwith\s*\(\s*(?:nolock|updlock|rowlock|readpast|holdlock)\b/i, // SQL Server
  /\b(?:from|join|into|table|update)\s+\[[A-Za-z_][\w ]*\]/i, // SQL Server
  /\bn?varchar\s*\(\s*max\s*\)/i, // SQL Server
  /\b(?:n?varchar2|number\s*\(\s*\d+\s*(?:,\s*\d+\s*)?\))/i, // Oracle
  /^[ \t]*\/[ \t]*$|\bconnect\s+by\b|\bfrom\s+dual\b/im, // Oracle
  /\b(?:add|modify)\s+column\b[^;]{0,300}\s(?:after\s+[\w`"]+|first)[ \t]*$/im, // ClickHouse, MySQL
  /\b(?:add|drop|materialize)\s+projection\b|\bnullable\s*\(|\bdatetime64\b|\bu?int(?:16|32|64|128)\b/i, // ClickHouse
  /\bcreate\s+materialized\s+view\s+(?:if\s+not\s+exists\s+)?\S+\s+to\s+\S+\s/i, // ClickHouse
  /\bmergetree\b|\blowcardinality\s*\(/i, // ClickHouse
  /\b(?:distkey|sortkey|diststyle)\b/i, // Redshift
]

const blanks = { comment: ' ', dollar: ' ', string: "'_'", quoted: '"_"' }

/** The text with an underscore in quotes and without bodies and comments, so that a sign in them is not taken for one. */
function bare(text: string): string {
  let out = ''
  let from = 0
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) {
    if (token.kind === 'comment' || token.kind === 'string' || token.kind === 'dollar' || token.kind === 'quoted') {
      out += `${text.slice(from, token.start)}${blanks[token.kind]}`
      from = token.end
    }
  }
  return out + text.slice(from)
}

/** Whether a script that Postgres refuses is written for another database. */
export function isForeignSql(text: string): boolean {
  const code = splitScript(text)
    .statements.map((statement) => bare(statement.text))
    .join('\n')
  return signs.some((sign) => sign.test(code))
}
