import { lookup } from '../../catalog/lookup.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { isTrue, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { ClassArgs, ColumnArgs, ColumnMode, JoinColumn, JoinTableArgs, RelationArgs } from './class-args.ts'
import { notePart } from './class-notes.ts'
import type { Applied } from './decorators.ts'
import { isOff, nameIn, oneOrMore, textIn } from './options.ts'
import { pathIn } from './paths.ts'

/** A property that decorators say something of. */
export interface PropertyNote {
  readonly property: string
  readonly at: Located
  designType(): string | undefined
  /** The class that a function gives. */
  read(type: Value): ClassArgs | undefined
}

const modes: Readonly<Record<string, ColumnMode>> = lookup({
  CreateDateColumn: 'createDate',
  UpdateDateColumn: 'updateDate',
  DeleteDateColumn: 'deleteDate',
  VersionColumn: 'version',
  TreeLevelColumn: 'treeLevel',
})

const relations: Readonly<Record<string, RelationArgs['kind']>> = lookup({
  ManyToOne: 'many-to-one',
  OneToOne: 'one-to-one',
  OneToMany: 'one-to-many',
  ManyToMany: 'many-to-many',
})

/** Keeps what a decorator of a property says. */
export function noteOnProperty(applied: Applied, note: PropertyNote, args: ClassArgs, machine: Machine): void {
  const { name } = applied
  const [first, second] = applied.args
  const mode = Object.hasOwn(modes, name) ? modes[name] : undefined
  const kind = Object.hasOwn(relations, name) ? relations[name] : undefined
  if (mode) args.columns.push(columnOf(note, mode, undefined, first, false))
  else if (kind) args.relations.push(relationOf(applied, note, kind, machine))
  else if (name === 'Column') noteColumn(applied, note, args)
  else if (name === 'PrimaryColumn') notePrimary(applied, note, args)
  else if (name === 'PrimaryGeneratedColumn') noteGenerated(applied, note, args)
  else if (name === 'Generated') args.generations.push({ property: note.property, strategy: textOf(first) ?? 'increment' })
  else if (name === 'JoinColumn') noteJoinColumns(first, note, args)
  else if (name === 'JoinTable') args.joinTables.push(joinTableOf(first, note))
  else if (name === 'TreeParent') args.relations.push(treeRelation(note, 'many-to-one', 'parent', first))
  else if (name === 'TreeChildren') args.relations.push(treeRelation(note, 'one-to-many', 'children', second))
  else notePart(applied, note.property, args, machine)
}

function columnOf(
  { property, at }: PropertyNote,
  mode: ColumnMode,
  type: string | undefined,
  options: Value | undefined,
  primary: boolean,
): ColumnArgs {
  return { property, at, mode, type: typeOf(propertyOf(options, 'type')) ?? type, primary, options }
}

/** A type by its name, or by the function of JavaScript that stands for it. */
export function typeOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'symbol') return constructors.has(value.name) ? value.name : undefined
  return textOf(value)
}

const constructors: ReadonlySet<string> = new Set(['String', 'Number', 'Boolean', 'Date', 'BigInt', 'Object', 'Array', 'Buffer'])

function noteColumn({ args: [first, second] }: Applied, note: PropertyNote, args: ClassArgs): void {
  const type = typeOf(first)
  const options = first?.kind === 'record' ? first : second
  if (first?.kind === 'function' || first?.kind === 'class') return noteEmbedded(first, options, note, args)
  if (isTrue(propertyOf(options, 'unique')))
    args.uniques.push({ at: note.at, name: undefined, columns: [note.property], deferrable: undefined })
  args.columns.push(columnOf(note, 'regular', type ?? given(options, note), options, false))
  noteStrategy(options, note, args)
}

/** What TypeScript says counts where nothing else does. */
function given(options: Value | undefined, note: PropertyNote): string | undefined {
  return propertyOf(options, 'type') ? undefined : note.designType()
}

function noteStrategy(options: Value | undefined, { property }: PropertyNote, args: ClassArgs): void {
  const generated = propertyOf(options, 'generated')
  if (generated && (textOf(generated) !== undefined || isTrue(generated)))
    args.generations.push({ property, strategy: textOf(generated) ?? 'increment' })
}

function notePrimary({ args: [first, second] }: Applied, note: PropertyNote, args: ClassArgs): void {
  const options = first?.kind === 'record' ? first : second
  args.columns.push(columnOf(note, 'regular', typeOf(first) ?? given(options, note), options, true))
  noteStrategy(options, note, args)
}

const generatedTypes: Readonly<Record<string, string>> = lookup({ uuid: 'uuid', rowid: 'int' })

function noteGenerated({ args: [first, second] }: Applied, note: PropertyNote, args: ClassArgs): void {
  const strategy = textOf(first) ?? 'increment'
  const options = first?.kind === 'record' ? first : second
  args.columns.push(columnOf(note, 'regular', generatedTypes[strategy] ?? 'Number', options, true))
  args.generations.push({ property: note.property, strategy })
}

function noteEmbedded(type: Value, options: Value | undefined, note: PropertyNote, args: ClassArgs): void {
  const { property, at } = note
  const embedded = note.read(type)
  if (!embedded) args.unread.push({ at, reason: 'the class of these columns is not known' })
  const prefix = isOff(options, 'prefix') ? false : textOf(propertyOf(options, 'prefix'))
  args.embeddeds.push({ property, at, type: embedded, prefix: prefix === '' ? false : prefix })
}

function relationOf({ args }: Applied, { property, at }: PropertyNote, kind: RelationArgs['kind'], machine: Machine): RelationArgs {
  const [target, second, third] = args
  const isOptions = second?.kind === 'record'
  return {
    property,
    at,
    kind,
    target,
    inverse: isOptions ? undefined : pathIn(second, machine),
    options: isOptions ? second : third,
    tree: undefined,
  }
}

function treeRelation(
  { property, at }: PropertyNote,
  kind: RelationArgs['kind'],
  tree: RelationArgs['tree'],
  options: Value | undefined,
): RelationArgs {
  return { property, at, kind, target: undefined, inverse: undefined, options, tree }
}

function noteJoinColumns(given: Value | undefined, { property, at }: PropertyNote, args: ClassArgs): void {
  const columns = given === undefined || given.kind === 'literal' ? [undefined] : oneOrMore(given)
  args.joinColumns.push(...columns.map((one) => ({ property, at, ...joinColumnOf(one) })))
}

export function joinColumnOf(options: Value | undefined): JoinColumn {
  return {
    name: nameIn(options, 'name'),
    referenced: textIn(options, 'referencedColumnName'),
    foreignKeyName: nameIn(options, 'foreignKeyConstraintName'),
  }
}

export function joinTableOf(options: Value | undefined, { property, at }: Pick<PropertyNote, 'property' | 'at'>): JoinTableArgs {
  return {
    property,
    at,
    name: nameIn(options, 'name'),
    schema: nameIn(options, 'schema'),
    columns: joinColumnsIn(options, 'joinColumn'),
    inverseColumns: joinColumnsIn(options, 'inverseJoinColumn'),
    synchronize: !isOff(options, 'synchronize'),
  }
}

function joinColumnsIn(options: Value | undefined, key: string): JoinColumn[] | undefined {
  const found = propertyOf(options, key) ?? propertyOf(options, `${key}s`)
  return found && oneOrMore(found).map(joinColumnOf)
}
