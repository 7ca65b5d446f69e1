import { cutName, quoteName } from '../../catalog/names.ts'
import type { Edit, Range } from '../../catalog/place.ts'
import type { SourceText } from '../orm.ts'
import { nameOfColumns } from './default-names.ts'
import { addLine, insertAt } from './edit-block.ts'
import { parsePrisma } from './parse.ts'
import { argumentOf, itemsOf, listFields, mappedName, stringOf } from './read-value.ts'
import type { Attribute, Block, Field, SchemaFile, Value } from './syntax.ts'

interface PrismaIndexes {
  add(place: Range, columns: readonly string[], takenNames: readonly string[]): { text: string; edit: Edit } | undefined
  makePartial(place: Range, column: string, predicate: string): Edit[]
  readonly partialNote: string
}

/** How Prisma's schema language writes indexes, in one of the files of a schema. */
export function prismaIndexes(text: string, { blocks }: SchemaFile, files: () => readonly SourceText[]): PrismaIndexes {
  const blockAt = (place: Range): Block | undefined => blocks.find(({ range }) => range[0] <= place[0] && place[1] <= range[1])
  const mayBePartial = (): boolean => files().some(hasPartialIndexes)
  return {
    add(place, columns, takenNames) {
      const block = blockAt(place)
      if (!block) return undefined
      const attribute = indexAttribute(block, columns, takenNames)
      if (attribute === undefined) return undefined
      const edit = addLine(text, block, attribute)
      return edit && { text: attribute, edit }
    },
    makePartial(place, column, predicate) {
      const block = blockAt(place)
      return block && mayBePartial() ? withCondition(text, block, place, column, predicate) : []
    },
    get partialNote() {
      if (mayBePartial()) return ''
      return ' Prisma writes a condition with the preview feature partialIndexes alone; without it, such an index is for a migration that is written by hand.'
    },
  }
}

function hasPartialIndexes({ text }: SourceText): boolean {
  if (!text.includes('partialIndexes')) return false
  const generators = parsePrisma(text).blocks.filter(({ kind }) => kind === 'generator')
  const features = generators.flatMap(({ assignments }) => assignments.filter(({ name }) => name.text === 'previewFeatures'))
  return features.some(({ value }) => itemsOf(value).some((item) => stringOf(item)?.text === 'partialIndexes'))
}

/** A model calls its columns by other names than the database. */
function fieldOf({ fields }: Block, column: string): Field | undefined {
  return fields.find((field) => cutName(databaseName(field)) === column)
}

function databaseName(named: Field | Block): string {
  return mappedName(named)?.text ?? named.name.text
}

function indexAttribute(block: Block, columns: readonly string[], takenNames: readonly string[]): string | undefined {
  const fields = columns.flatMap((column) => fieldOf(block, column) ?? [])
  if (fields.length !== columns.length) return undefined
  const map = freeName(databaseName(block), fields.map(databaseName), takenNames)
  return `@@index([${fields.map(({ name }) => name.text).join(', ')}]${map === undefined ? '' : `, map: "${map}"`})`
}

/** A name, where that which Prisma makes up is taken. */
function freeName(table: string, columns: readonly string[], takenNames: readonly string[]): string | undefined {
  const name = (n: number): string => nameOfColumns(table, n === 1 ? columns : [...columns, String(n)], '_idx')
  if (!takenNames.includes(name(1))) return undefined
  for (let n = 2; ; n++) if (!takenNames.includes(name(n))) return name(n)
}

/** Nothing where there is a condition already. */
function withCondition(text: string, block: Block, place: Range, column: string, predicate: string): Edit[] {
  const attribute = [...block.attributes, ...block.fields.flatMap((field) => field.attributes)].find(
    ({ range }) => range[0] === place[0] && range[1] === place[1],
  )
  const field = fieldOf(block, column)
  if (!attribute || !['unique', 'index'].includes(attribute.name.text) || !field || argumentOf(attribute.args, 'where')) return []
  return [...withoutField(text, attribute, field), addArgument(text, attribute, `where: ${conditionOf(field, column, predicate)}`)]
}

function conditionOf({ name }: Field, column: string, predicate: string): string {
  if (predicate === `${quoteName(column)} IS NULL`) return `{ ${name.text}: null }`
  if (predicate === `${quoteName(column)} = false`) return `{ ${name.text}: false }`
  return `raw(${JSON.stringify(predicate)})`
}

function addArgument(text: string, { args, range }: Attribute, argument: string): Edit {
  const end = range[1]
  if (text[end - 1] !== ')') return insertAt(end, `(${argument})`)
  return insertAt(end - 1, args.length > 0 ? `, ${argument}` : argument)
}

function withoutField(text: string, { args }: Attribute, field: Field): Edit[] {
  const list = argumentOf(args, 'fields', 'or first')
  const items = itemsOf(list)
  const kept = items.filter((item) => !isField(item, field))
  if (!list || kept.length === items.length) return []
  return [{ range: list.range, text: `[${kept.map(({ range }) => text.slice(...range)).join(', ')}]` }]
}

function isField(item: Value, { name }: Field): boolean {
  return listFields(item).some(({ field }) => field.text === name.text)
}
