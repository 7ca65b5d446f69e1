import { onceFor } from '../../catalog/once-for.ts'
import { lookup } from '../../catalog/lookup.ts'
import type { Name, NameRole } from '../../catalog/names.ts'
import type { Edit, Range } from '../../catalog/place.ts'
import type { SourceText } from '../orm.ts'
import { readDatamodel, type Datamodel, type EnumType, type Model } from './datamodel.ts'
import { addLine, escapeText, insertAt, insideQuotes } from './edit-block.ts'
import { argumentOf, mappedName, stringOf } from './read-value.ts'
import type { Attribute, Block, EnumValue, SchemaFile } from './syntax.ts'
import { columnsOf } from './tables.ts'

export interface SchemaName extends Name {
  readonly rename: (name: string) => Edit
}

/**
 * The names that a file gives to parts of the database. Those of keys and indexes that Prisma makes up it shortens by itself.
 * The files are those of the whole schema, which tell what a type is.
 */
export function namesInSchema(file: string, text: string, { blocks }: SchemaFile, files: readonly SourceText[]): SchemaName[] {
  const { models = [], enums = [] } = byFile(readDatamodel(files)).get(file) ?? {}
  const reader = new NameReader(text, blocks)
  return [
    ...enums.flatMap((one) => reader.enumNames(one)),
    ...models.filter((model) => !model.isView).flatMap((model) => reader.modelNames(model)),
  ].sort((a, b) => a.range[0] - b.range[0])
}

interface OfFile {
  readonly models: Model[]
  readonly enums: EnumType[]
}

/** Each file of a schema asks for its own. */
const byFile = onceFor(({ models, enums }: Datamodel): ReadonlyMap<string, OfFile> => {
  const all = new Map<string, OfFile>()
  const of = (file: string): OfFile => {
    const one = all.get(file) ?? { models: [], enums: [] }
    all.set(file, one)
    return one
  }
  for (const model of models) of(model.file).models.push(model)
  for (const one of enums) of(one.file).enums.push(one)
  return all
})

/** Attributes whose `map` is the name of an index, and of a constraint. */
const mapRoles: Readonly<Record<string, 'index' | 'constraint'>> = lookup({
  unique: 'index',
  index: 'index',
  id: 'constraint',
  relation: 'constraint',
})

class NameReader {
  readonly #text: string
  readonly #blocks: readonly Block[]

  constructor(text: string, blocks: readonly Block[]) {
    this.#text = text
    this.#blocks = blocks
  }

  modelNames(model: Model): SchemaName[] {
    const schema = model.schema?.text ?? ''
    const owner = `${schema}.${model.name.text}`
    const attributes = [...model.attributes, ...model.fields.flatMap((field) => field.attributes)]
    return [
      ...this.#blockName(model, 'table', `relation ${schema}`),
      ...columnsOf(model).flatMap(({ syntax }) =>
        this.#mapped(syntax, 'column', `column of ${owner}`, (name) => insertAt(syntax.type.range[1], ` @map("${escapeText(name)}")`)),
      ),
      ...attributes.flatMap((attribute) => this.#attributeName(attribute, `relation ${schema}`, `constraint of ${owner}`)),
    ]
  }

  enumNames(type: EnumType): SchemaName[] {
    const schema = type.schema?.text ?? ''
    return [
      ...this.#blockName(type, 'type', `type ${schema}`),
      ...type.values.flatMap((value) =>
        this.#mapped(value, 'enum label', `enum label of ${schema}.${type.name.text}`, (name) =>
          insertAt(value.name.range[1], ` @map("${escapeText(name)}")`),
        ),
      ),
    ]
  }

  #blockName({ id, name }: Model | EnumType, role: NameRole, within: string): SchemaName[] {
    const block = this.#blocks.find((one) => one.name.text === id && (one.kind === 'model' || one.kind === 'enum'))
    if (!block) return []
    return this.#mapped(block, role, within, (other) => addLine(this.#text, block, `@@map("${escapeText(other)}")`) ?? nothing(name.range))
  }

  /** The name that is mapped to, or else that in the schema, which the client's code uses: so it gets another in the database alone. */
  #mapped(named: Pick<EnumValue, 'name' | 'attributes'>, role: NameRole, within: string, map: SchemaName['rename']): SchemaName[] {
    const mapped = mappedName(named)
    if (mapped) return [this.#quoted(mapped.text, mapped.range, role, within)]
    const { text, range } = named.name
    return [{ text, range, role, within, defines: true, ifNotExists: false, rename: map }]
  }

  #attributeName({ name, args }: Attribute, relations: string, constraints: string): SchemaName[] {
    const role = mapRoles[name.text]
    const given = role && stringOf(argumentOf(args, 'map'))
    return given ? [this.#quoted(given.text, given.range, role, role === 'index' ? relations : constraints)] : []
  }

  #quoted(text: string, quoted: Range, role: NameRole, within: string): SchemaName {
    const range = insideQuotes(this.#text, quoted)
    return { text, range, role, within, defines: true, ifNotExists: false, rename: (name) => ({ range, text: escapeText(name) }) }
  }
}

/** An edit that changes nothing. */
function nothing([start]: Range): Edit {
  return insertAt(start, '')
}
