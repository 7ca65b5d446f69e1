import type { Table } from '../catalog/catalog.ts'

/** Whether a text may be about a table. */
export type Mention = (table: Pick<Table, 'name'>) => boolean

/** In a program a table also goes by the name of its model: `orderItems` and `OrderItem` are `order_items`. */
export function mentionIn(text: string, isProgram: boolean): Mention {
  if (!isProgram) {
    const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu))
    return ({ name }) => words.has(name.toLowerCase()) || !/^[\p{L}\p{N}_$]+$/u.test(name)
  }
  const letters = lettersOf(text)
  return ({ name }) => letters.includes(singular(lettersOf(name)))
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function singular(name: string): string {
  return name.replace(/(?:ies|(?<=s|x|ch|sh)es|s)$/, '') || name
}
