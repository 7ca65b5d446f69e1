import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { entriesOf, itemsOf, propertyOf, textOf, truthOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { attributesOf } from './attributes.ts'
import { pluralize, singularize, underscored } from './inflection.ts'
import { Model, Options, spotOf, type Attribute, type Said, type Spot } from './model.ts'

export interface Definition {
  /** What the class or the call says; the options may say another. */
  readonly name: string
  readonly nameSpot: Spot
  readonly attributes: readonly Attribute[]
  readonly options: Value | undefined
  /** What is said of all models. */
  readonly shared: readonly Entry[]
  readonly indexes?: readonly Value[]
  readonly spot: Spot
  readonly nodes: readonly Node[]
  readonly program: Program
  readonly unread: readonly { readonly spot: Spot; readonly reason: string }[]
}

/** The attributes that a record says; what it has from another file is said by the record, or the call. */
export function attributesIn(value: Value | undefined, home: Spot): { attributes: Attribute[]; unread: { spot: Spot; reason: string }[] } {
  const whole = value?.at.program.file === home.file ? spotOf(value.at) : home
  const placeOf = ({ at }: Entry): Spot => (at.program.file === home.file ? spotOf(at) : whole)
  const isKnown = value?.kind === 'record' && !value.open
  return {
    attributes: attributesOf(entriesOf(value), placeOf),
    unread: isKnown ? [] : [{ spot: whole, reason: 'not all columns of this table are known' }],
  }
}

/** A model with what Sequelize adds by itself; undefined where the name of its table is not known. */
export function defineModel(definition: Definition): Model | undefined {
  const options = new Options(entriesOf(definition.options), definition.shared)
  const name = textOf(options.get('modelName')) ?? definition.name
  const isUnderscored = isOn(options, 'underscored')
  const given = options.get('tableName')
  const table = given ? textOf(given) : isOn(options, 'freezeTableName') ? name : tableOf(name, isUnderscored)
  if (table === undefined) return undefined
  const nameEntry = options.entry('tableName')
  const isOwn = nameEntry?.value.at.program.file === definition.spot.file
  const model = new Model(
    {
      name,
      singular: textOf(propertyOf(options.get('name'), 'singular')) ?? singularize(name),
      plural: textOf(propertyOf(options.get('name'), 'plural')) ?? pluralize(name),
      table: { schema: textOf(options.get('schema')), table },
      options,
      underscored: isUnderscored,
      spot: definition.spot,
      nameSpot: nameEntry && isOwn ? spotOf(nameEntry.value.at) : definition.nameSpot,
      nodes: definition.nodes,
      program: definition.program,
      indexes: definition.indexes ?? itemsOf(options.get('indexes')),
      unread: [...definition.unread, ...unreadOptions(definition)],
    },
    definition.attributes,
  )
  addKey(model)
  addTimestamps(model)
  return model
}

function tableOf(name: string, isUnderscored: boolean): string {
  return isUnderscored ? underscored(pluralize(name)) : pluralize(name)
}

function unreadOptions({ options, spot }: Definition): { spot: Spot; reason: string }[] {
  if (!options || (options.kind === 'record' && !options.open)) return []
  const own = options.at.program.file === spot.file ? spotOf(options.at) : spot
  return [{ spot: own, reason: 'not all options of this model are known' }]
}

function isOn(options: Options, name: string): boolean {
  const value = options.get(name)
  return value !== undefined && truthOf(value) === true
}

/** `id`, where no attribute is a primary key. */
function addKey(model: Model): void {
  if (model.primaryKeys.length > 0) return
  const key = generated(model, 'id', { type: integer, allowNull: false, primaryKey: true, autoIncrement: true })
  const rest = [...model.attributes.values()]
  model.attributes.clear()
  model.set(key)
  for (const attribute of rest) model.set(attribute)
}

const integer = { name: 'INTEGER', sql: 'INTEGER', labels: undefined, element: undefined }
const moment = { name: 'DATE', sql: 'TIMESTAMP WITH TIME ZONE', labels: undefined, element: undefined }

function generated(model: Model, name: string, said: Said, spot?: Spot): Attribute {
  return { ...said, name, spot: spot ?? model.parts.nameSpot, generated: true }
}

function addTimestamps(model: Model): void {
  const { options } = model.parts
  const add = (name: string, said: Said, entry: Entry | undefined): void => {
    if (!model.attributes.has(name)) model.set(generated(model, name, said, ownSpot(model, entry)))
  }
  const times = ['createdAt', 'updatedAt', ...(isOn(options, 'paranoid') ? ['deletedAt'] : [])]
  const isOff = options.get('timestamps')
  if (!isOff || truthOf(isOff) !== false) {
    for (const time of times) {
      const said = options.entry(time)
      if (said?.value.kind === 'literal' && said.value.value === false) continue
      add(textOf(said?.value) ?? time, time === 'deletedAt' ? { type: moment } : { type: moment, allowNull: false }, said)
    }
  }
  const version = options.entry('version')
  if (version && truthOf(version.value) === true)
    add(textOf(version.value) ?? 'version', { type: integer, allowNull: false, default: zero(version) }, version)
}

function zero({ value }: Entry): Value {
  return { kind: 'literal', value: 0, at: value.at }
}

function ownSpot({ parts }: Model, entry: Entry | undefined): Spot | undefined {
  return entry?.at.program.file === parts.spot.file ? spotOf(entry.at) : undefined
}
