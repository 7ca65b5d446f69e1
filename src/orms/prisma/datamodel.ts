import { onceFor } from '../../catalog/once-for.ts'
import { isSameTexts, Kept } from '../kept.ts'
import type { SourceText } from '../orm.ts'
import type { Written } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { parsePrisma } from './parse.ts'
import { argumentOf, attributeOf, itemsOf, mappedName, stringOf } from './read-value.ts'
import type { Argument, Attribute, Block, EnumValue, Field } from './syntax.ts'

/** Something that lies in one of the files. */
interface Named {
  readonly file: string
  /** As the schema calls it. */
  readonly id: string
  /** As the database calls it, at the place where that is written. */
  readonly name: Written
  readonly schema: Written | undefined
}

export interface Model extends Named {
  readonly isView: boolean
  readonly fields: readonly ModelField[]
  readonly attributes: readonly Attribute[]
}

export interface EnumType extends Named {
  readonly values: readonly EnumValue[]
}

interface FieldBase {
  readonly id: string
  readonly name: Written
  readonly syntax: Field
  readonly attributes: readonly Attribute[]
  readonly list: boolean
  readonly optional: boolean
}

export interface ScalarField extends FieldBase {
  readonly kind: 'scalar'
  readonly type: { readonly kind: 'scalar' | 'unsupported'; readonly name: string } | { readonly kind: 'enum'; readonly of: EnumType }
}

export interface RelationField extends FieldBase {
  readonly kind: 'relation'
  readonly model: string
}

export type ModelField = ScalarField | RelationField

export interface Extension {
  readonly file: string
  readonly name: Written
  readonly schema: string | undefined
}

export interface Datamodel {
  readonly models: readonly Model[]
  readonly enums: readonly EnumType[]
  readonly extensions: readonly Extension[]
  readonly foreignKeys: boolean
  /** What the client that is generated does besides. */
  readonly previewFeatures: readonly string[]
  readonly problems: readonly { readonly file: string; readonly range: Range; readonly reason: string }[]
}

const scalars: ReadonlySet<string> = new Set(['String', 'Boolean', 'Int', 'BigInt', 'Float', 'Decimal', 'DateTime', 'Json', 'Bytes'])
const providers: ReadonlySet<string> = new Set(['postgresql', 'postgres', 'prisma+postgres', 'prisma-postgres'])

interface Located {
  readonly file: string
  readonly block: Block
}

/** Each file of a schema asks for all of it, and again with each keystroke in one of them. */
const kept = new Kept()
let last: { readonly files: readonly SourceText[]; readonly datamodel: Datamodel } | undefined

/** What the files say together. */
export const readDatamodel = onceFor((files: readonly SourceText[]): Datamodel => {
  if (last && isSameTexts(last.files, files)) return last.datamodel
  const datamodel = datamodelOf(files)
  last = { files, datamodel }
  return datamodel
})

function datamodelOf(files: readonly SourceText[]): Datamodel {
  const read = files.map(({ file, text }) => ({ file, ...parsePrisma(text) }))
  const located = read.flatMap(({ file, blocks }) => blocks.map((block): Located => ({ file, block })))
  const problems = read.flatMap(({ file, problems: own }) => own.map((problem) => ({ file, ...problem })))
  const source = located.find(({ block }) => block.kind === 'datasource')
  const other = source && otherDatabase(source)
  if (other) return { models: [], enums: [], extensions: [], foreignKeys: false, previewFeatures: [], problems: [other] }
  return new Reader(located, source, problems).datamodel()
}

/** The database that the files are for, where it is none of Postgres. */
export const providerOfAnother = onceFor((files: readonly SourceText[]): string | undefined => {
  const blocks = files.filter(({ text }) => text.includes('datasource')).flatMap(({ text }) => parsePrisma(text).blocks)
  const source = blocks.find(({ kind }) => kind === 'datasource')
  return source && foreignProvider(source)?.text
})

function foreignProvider(block: Block): Written | undefined {
  const provider = stringOf(valueIn(block, 'provider'))
  return provider && !providers.has(provider.text) ? provider : undefined
}

/** Why the files say nothing of a Postgres database. */
function otherDatabase({ file, block }: Located): Datamodel['problems'][number] | undefined {
  const provider = foreignProvider(block)
  return provider && { file, range: provider.range, reason: `it is of another database: ${provider.text}` }
}

function valueIn(block: Block | undefined, name: string): Block['assignments'][number]['value'] | undefined {
  return block?.assignments.find((assignment) => assignment.name.text === name)?.value
}

function schemaOf(block: Block): Written | undefined {
  return stringOf(argumentOf(attributeOf(block, 'schema')?.args, 'map', 'or first'))
}

/** What the name of a type stands for; undefined where it is a type of Prisma's own, or nothing at all. */
type Meaning = EnumType | 'model' | undefined

interface ReadModel {
  readonly model: Model
  readonly problems: Datamodel['problems']
}

class Reader {
  readonly #located: readonly Located[]
  readonly #source: Located | undefined
  readonly #problems: Datamodel['problems']
  readonly #enums = new Map<string, EnumType>()
  readonly #modelNames: ReadonlySet<string>

  constructor(located: readonly Located[], source: Located | undefined, problems: Datamodel['problems']) {
    this.#located = located
    this.#source = source
    this.#problems = problems
    this.#modelNames = new Set(located.filter(({ block }) => isModel(block)).map(({ block }) => block.name.text))
    for (const { block, file } of located) if (block.kind === 'enum') this.#enums.set(block.name.text, kept.of(readEnum, block, file))
  }

  datamodel(): Datamodel {
    const { block } = this.#source ?? {}
    const mode = valueIn(block, 'relationMode') ?? valueIn(block, 'referentialIntegrity')
    const read = this.#located.filter((one) => isModel(one.block)).map((one) => this.#model(one))
    return {
      models: read.map(({ model }) => model),
      enums: [...this.#enums.values()],
      extensions: this.#extensions(),
      foreignKeys: stringOf(mode)?.text !== 'prisma',
      previewFeatures: this.#previewFeatures(),
      problems: [...this.#problems, ...read.flatMap(({ problems }) => problems)],
    }
  }

  #previewFeatures(): string[] {
    const generators = this.#located.filter(({ block }) => block.kind === 'generator')
    return generators.flatMap(({ block }) => itemsOf(valueIn(block, 'previewFeatures')).flatMap((one) => stringOf(one)?.text ?? []))
  }

  #model({ block, file }: Located): ReadModel {
    const meanings = block.fields.map(({ type }): Meaning => {
      const name = type.name.text
      return this.#enums.get(name) ?? (this.#modelNames.has(name) ? 'model' : undefined)
    })
    return kept.of(readModel, block, file, ...meanings)
  }

  #extensions(): Extension[] {
    const source = this.#source
    if (!source) return []
    return itemsOf(valueIn(source.block, 'extensions')).flatMap((item): Extension[] => {
      if (item.kind === 'word') return [{ file: source.file, name: { text: item.text, range: item.range }, schema: undefined }]
      if (item.kind !== 'call') return []
      const mapped = stringOf(argumentOf(item.args, 'map'))?.text
      return [{ file: source.file, name: { text: mapped ?? item.name.text, range: item.range }, schema: schemaArgument(item.args) }]
    })
  }
}

function readEnum(block: Block, file: string): EnumType {
  return { ...named({ file, block }), values: block.values }
}

function readModel(block: Block, file: string, ...meanings: readonly Meaning[]): ReadModel {
  const fields = block.fields.map((field, i) => readField(field, meanings[i]))
  const model: Model = {
    ...named({ file, block }),
    isView: block.kind === 'view',
    fields: fields.filter((field) => 'kind' in field),
    attributes: block.attributes,
  }
  return { model, problems: fields.flatMap((field) => ('kind' in field ? [] : [{ file, ...field }])) }
}

/** Or what is wrong with it. */
function readField(syntax: Field, meaning: Meaning): ModelField | { readonly range: Range; readonly reason: string } {
  const { type, attributes } = syntax
  const of = type.name.text
  const base = {
    id: syntax.name.text,
    name: { text: mappedName(syntax)?.text ?? syntax.name.text, range: syntax.name.range },
    syntax,
    attributes,
    list: type.list,
    optional: type.optional,
  }
  if (meaning === 'model') return { ...base, kind: 'relation', model: of }
  if (meaning) return { ...base, kind: 'scalar', type: { kind: 'enum', of: meaning } }
  if (scalars.has(of)) return { ...base, kind: 'scalar', type: { kind: 'scalar', name: of } }
  const unsupported = of === 'Unsupported' ? stringOf(type.args[0]?.value) : undefined
  if (unsupported) return { ...base, kind: 'scalar', type: { kind: 'unsupported', name: unsupported.text } }
  return { range: type.range, reason: `the type ${of} of ${base.id} is not known` }
}

function schemaArgument(args: readonly Argument[]): string | undefined {
  return stringOf(argumentOf(args, 'schema'))?.text
}

function isModel({ kind }: Block): boolean {
  return kind === 'model' || kind === 'view'
}

function named({ file, block }: Located): Named {
  return { file, id: block.name.text, name: mappedName(block) ?? block.name, schema: schemaOf(block) }
}
