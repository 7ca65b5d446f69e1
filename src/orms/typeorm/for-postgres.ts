import type { Known } from '../../javascript/symbolic/machine.ts'

/** Of a choice by the database, what is for Postgres. */
export const forPostgres: Known = (value) => {
  if (value.kind !== 'call' || value.callee.kind !== 'symbol' || value.callee.name !== '?:') return undefined
  const { node, program } = value.at
  const test = node.type === 'ConditionalExpression' ? program.text.slice(...node.test.range) : ''
  const [, yes, no] = value.args
  if (/[!]==?|!\s*\w/.test(test)) return undefined
  if (/postgres/i.test(test)) return yes
  return /mysql|maria|sqlite|mssql|oracle/i.test(test) ? no : undefined
}
