import { onceFor } from '../../catalog/once-for.ts'
import { isWithin, type Edit, type Range } from '../../catalog/place.ts'
import type { WantedIndex } from '../../catalog/wanted-index.ts'
import type { SourceText } from '../orm.ts'
import { addLine, escapeText, insertAt, insideQuotes, withoutAttribute } from './edit-block.ts'
import { conditionText, fieldOf, indexAttribute } from './index-attribute.ts'
import { parsePrisma } from './parse.ts'
import { argumentOf, itemsOf, listFields, stringOf } from './read-value.ts'
import type { Attribute, Block, Field, SchemaFile, Value } from './syntax.ts'

interface Written {
  readonly text: string
  readonly edits: readonly Edit[]
}

interface PrismaIndexes {
  add(place: Range, wanted: WantedIndex, takenNames: readonly string[]): Written | undefined
  replace(place: Range, wanted: WantedIndex, takenNames: readonly string[]): Written | undefined
  remove(place: Range): Edit[]
  rename(place: Range, name: string): Edit[]
  makePartial(place: Range, column: string, predicate: string): Edit[]
  readonly partialNote: string
  readonly oneToOneNote: string
}

/** How Prisma's schema language writes indexes, in one of the files of a schema. */
export function prismaIndexes(text: string, { blocks }: SchemaFile, files: () => readonly SourceText[]): PrismaIndexes {
  const blockAt = (place: Range): Block | undefined => blocks.find(({ range }) => isWithin(place, range))
  const mayBePartial = (): boolean => havePartialIndexes(files())
  const written = (block: Block, wanted: WantedIndex, takenNames: readonly string[]): string | undefined =>
    indexAttribute(wanted, { block, takenNames, mayBePartial: wanted.predicate !== undefined && mayBePartial() })
  return {
    add(place, wanted, takenNames) {
      const block = blockAt(place)
      if (!block) return undefined
      const attribute = written(block, wanted, takenNames)
      const edit = attribute === undefined ? undefined : addLine(text, block, attribute)
      return attribute !== undefined && edit ? { text: attribute, edits: [edit] } : undefined
    },
    replace(place, wanted, takenNames) {
      const block = blockAt(place)
      const old = block && attributeAt(block, place)
      if (!old) return undefined
      const attribute = written(block, wanted, takenNames)
      if (attribute === undefined) return undefined
      if (block.attributes.includes(old)) return { text: attribute, edits: [{ range: old.range, text: attribute }] }
      const edit = addLine(text, block, attribute)
      return edit && { text: attribute, edits: [withoutAttribute(text, block, old), edit] }
    },
    remove(place) {
      const block = blockAt(place)
      const attribute = block && attributeAt(block, place)
      return attribute && /^(?:index|unique)$/.test(attribute.name.text) ? [withoutAttribute(text, block, attribute)] : []
    },
    rename(place, name) {
      const block = blockAt(place)
      const attribute = block && attributeAt(block, place)
      return attribute && /^(?:index|unique|id)$/.test(attribute.name.text) ? [renamed(text, attribute, name)] : []
    },
    makePartial(place, column, predicate) {
      const block = blockAt(place)
      return block && mayBePartial() ? withCondition(text, block, place, column, predicate) : []
    },
    get partialNote() {
      if (mayBePartial()) return ''
      return ' Prisma writes a condition with the preview feature partialIndexes alone; without it, such an index is for a migration that is written by hand.'
    },
    get oneToOneNote() {
      return mayBePartial() ? '' : ' Prisma insists on this key for a one-to-one relation: make it one-to-many.'
    },
  }
}

function attributeAt(block: Block, [start, end]: Range): Attribute | undefined {
  const all = [...block.attributes, ...block.fields.flatMap((field) => field.attributes)]
  return all.find(({ range }) => range[0] === start && range[1] === end)
}

/** What `@@index` called `name` before it had `map`. */
function renamed(text: string, attribute: Attribute, name: string): Edit {
  const old = argumentOf(attribute.args, 'map') ?? (attribute.name.text === 'index' ? argumentOf(attribute.args, 'name') : undefined)
  const quoted = stringOf(old)
  if (quoted) return { range: insideQuotes(text, quoted.range), text: escapeText(name) }
  return addArgument(text, attribute, `map: "${escapeText(name)}"`)
}

/** Each file of a schema asks. */
const havePartialIndexes = onceFor((files: readonly SourceText[]) => files.some(hasPartialIndexes))

function hasPartialIndexes({ text }: SourceText): boolean {
  if (!text.includes('partialIndexes')) return false
  const generators = parsePrisma(text).blocks.filter(({ kind }) => kind === 'generator')
  const features = generators.flatMap(({ assignments }) => assignments.filter(({ name }) => name.text === 'previewFeatures'))
  return features.some(({ value }) => itemsOf(value).some((item) => stringOf(item)?.text === 'partialIndexes'))
}

/** Nothing where there is a condition already. */
function withCondition(text: string, block: Block, place: Range, column: string, predicate: string): Edit[] {
  const attribute = attributeAt(block, place)
  const field = fieldOf(block, column)
  if (!attribute || !['unique', 'index'].includes(attribute.name.text) || !field || argumentOf(attribute.args, 'where')) return []
  return [...withoutField(text, attribute, field), addArgument(text, attribute, `where: ${conditionText(block, predicate)}`)]
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
