import type { Known } from '../../javascript/symbolic/machine.ts'

/** Of a choice by the database, what is for Postgres. */
export const forPostgres: Known = (value) => {
  if (value.kind !== 'call' || value.callee.kind !== 'symbol' || value.callee.name !== '?:') return undefined
  const { node, program } = value.at
  const [, ...ways] = value.args
  const one = node.type === 'ConditionalExpression' ? wayForPostgres(program.text.slice(...node.test.range)) : undefined
  return one === undefined ? undefined : ways[one]
}

/** Which way a condition about the database goes for Postgres: the first where it holds, the second where it does not. */
export function wayForPostgres(condition: string): 0 | 1 | undefined {
  if (/[!]==?|!\s*\w/.test(condition)) return undefined
  if (/postgres/i.test(condition)) return 0
  return /mysql|maria|sqlite|mssql|oracle/i.test(condition) ? 1 : undefined
}
