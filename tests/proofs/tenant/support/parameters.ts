/** A value of the asking tenant: of a column of one of its rows, written `:table.column`; with `[]`, those of several rows. */
const parameter = /(?<![:\w]):([a-z]\w*)(?:\.(\w+))?(\[\])?/gi

/** Those that are asked for most. */
const short: Readonly<Record<string, readonly [table: string, column: string]>> = {
  org: ['organizations', 'id'],
  slug: ['organizations', 'slug'],
  user: ['users', 'id'],
  email: ['users', 'email'],
}

/** The text with `$1`, `$2` …, as an application sends it. */
export function withNumbers(sql: string): string {
  const numbers = new Map<string, number>()
  return sql.replace(parameter, (written) => {
    const number = numbers.get(written) ?? numbers.size + 1
    numbers.set(written, number)
    return `$${number}`
  })
}

/** The text with values in the place of parameters. */
export function withValues(sql: string, valuesOf: (table: string, column: string) => readonly string[]): string {
  return sql.replace(parameter, (written, word: string, given: string | undefined, many: string | undefined) => {
    const [table, column] = given === undefined ? (short[word] ?? []) : [word, given]
    if (table === undefined || column === undefined) throw new Error(`${written} is no parameter`)
    const values = valuesOf(table, column)
    return many ? literal(`{${values.join(',')}}`) : literal(values[0] ?? '')
  })
}

export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
