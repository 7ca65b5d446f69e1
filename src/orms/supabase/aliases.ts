import { quotedName } from '../../catalog/names.ts'

const numbered = /^t\d+$/

/** What a query calls its tables: what is embedded by its path, as filters do, and others by a number. */
export class Aliases {
  #count = 0

  next(path = ''): string {
    return path === '' || numbered.test(path) ? `t${this.#count++}` : quotedName(path)
  }
}

/** What stands before a column in a filter of the table that has an alias; nothing where that is the query's own. */
export function pathBehind(alias: string): string {
  return numbered.test(alias) ? '' : `${alias}.`
}
