import { lookup } from '../lookup.ts'

/** Codes of the errors that DDL may meet: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes: Readonly<Record<string, string>> = lookup({
  duplicate_object: '42710',
  duplicate_table: '42P07',
  duplicate_column: '42701',
  duplicate_schema: '42P06',
  duplicate_function: '42723',
  undefined_object: '42704',
  undefined_table: '42P01',
  undefined_column: '42703',
  undefined_function: '42883',
  invalid_schema_name: '3F000',
  invalid_foreign_key: '42830',
  invalid_table_definition: '42P16',
  wrong_object_type: '42809',
  dependent_objects_still_exist: '2BP01',
  syntax_error_or_access_rule_violation: '42000',
})

/** The codes by Postgres' own words, the most particular first. */
const messages: readonly (readonly [words: RegExp, code: string])[] = [
  [/^relation ".*(?:already exists|inherited from more than once)|^circular inheritance/, '42P07'],
  [/^column ".*(?:already exists|specified more than once)/, '42701'],
  [/^schema ".*already exists/, '42P06'],
  [/^function .*already exists/, '42723'],
  [/already exists/, '42710'],
  [/^(?:relation|table|view|materialized view|foreign table|sequence) "[^"]*" does not exist/, '42P01'],
  [/^missing FROM-clause entry|is not a (?:partition|parent) of/, '42P01'],
  [/^column .*does not exist/, '42703'],
  [/^function .*does not exist/, '42883'],
  [/^schema ".*does not exist/, '3F000'],
  [/does not exist/, '42704'],
  [/other objects depend on it| requires it$/, '2BP01'],
  [/^there is no (?:unique constraint|primary key)|^number of referencing/, '42830'],
  [/^multiple primary keys|is in a primary key$|inherited (?:column|constraint) "|must be added to child tables/, '42P16'],
  [/^(?:\w+ relation )?"[^"]*" is not an? /, '42809'],
]

/** Whether an error that Postgres gives has a condition's name, code, or class. Limit: a code that is not known here is taken to be any that is not known either. */
export function meets(message: string, condition: string): boolean {
  const code = messages.find(([words]) => words.test(message))?.[1]
  const wanted = codes[condition] ?? Object.values(codes).find((known) => known === condition.toUpperCase())
  if (condition === 'others' || code === wanted) return true
  return wanted?.endsWith('000') === true && wanted.slice(0, 2) === (code ?? '42').slice(0, 2)
}
