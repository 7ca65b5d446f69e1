import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, isTrue, itemsOf, propertyOf, textOf, type Entry, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { emptyArgs, type ClassArgs, type ColumnMode, type RelationArgs } from './class-args.ts'
import { viewIn } from './class-notes.ts'
import { typeormModule } from './decorators.ts'
import { isOff, isSet, nameIn, textIn } from './options.ts'
import { pathIn, pathsIn } from './paths.ts'
import { joinColumnOf, joinTableOf, typeOf } from './property-notes.ts'

/** Reads `new EntitySchema({ … })`. */
export class SchemaReading {
  readonly #machine: Machine
  readonly #known = new Map<object, ClassArgs>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** Those that stand in a program. */
  of(program: Program): ClassArgs[] {
    if (!program.text.includes('EntitySchema')) return []
    return program.nodesOf('NewExpression').flatMap((node): ClassArgs[] => {
      const value = this.#machine.answer({ node, program })
      return isSchema(value) ? [this.#read(value)] : []
    })
  }

  /** What a schema is known by. */
  idOf(value: Value): object | undefined {
    if (!isSchema(value)) return undefined
    return this.#read(value).id
  }

  #read(value: Kind<'call'>): ClassArgs {
    const { node, program } = value.at
    const before = this.#known.get(node)
    if (before) return before
    const [options] = value.args
    const target = propertyOf(options, 'target')
    const id = target?.kind === 'class' ? target.node : node
    const name = nameIn(options, 'name')
    const args = emptyArgs(
      id,
      target?.kind === 'class' ? (target.node.id?.name ?? '') : (name?.text ?? ''),
      name?.at ?? value.at,
      undefined,
    )
    this.#known.set(node, args)
    const tableName = nameIn(options, 'tableName')
    const kind = textIn(options, 'type')
    args.table = {
      kind: kind === 'view' ? 'view' : kind === 'entity-child' ? 'child' : 'regular',
      name: tableName,
      schema: nameIn(options, 'schema'),
      synchronize: !isOff(options, 'synchronize'),
      ...(kind === 'view' && { view: viewIn(options) }),
    }
    const inheritance = propertyOf(options, 'inheritance')
    if (inheritance) args.inheritance = { column: propertyOf(inheritance, 'column'), at: inheritance.at }
    if (options?.kind !== 'record' || options.open) args.unread.push({ at: { node, program }, reason: 'not all of this schema is known' })
    this.#noteMembers(options, args)
    this.#noteParts(options, args)
    return args
  }

  #noteMembers(options: Value | undefined, args: ClassArgs): void {
    for (const entry of entriesOf(propertyOf(options, 'columns'))) this.#noteColumn(entry, args)
    for (const entry of entriesOf(propertyOf(options, 'relations'))) this.#noteRelation(entry, args)
    for (const { key, value, at } of entriesOf(propertyOf(options, 'embeddeds'))) {
      const schema = propertyOf(value, 'schema')
      const prefix = isOff(value, 'prefix') ? false : textIn(value, 'prefix')
      args.embeddeds.push({ property: key, at, type: schema && isSchema(schema) ? this.#read(schema) : undefined, prefix })
    }
    const [tree] = itemsOf(propertyOf(options, 'trees'))
    if (tree) args.tree = { type: textIn(tree, 'type') ?? '', options: propertyOf(tree, 'options') }
  }

  #noteColumn({ key, value, at }: Entry, args: ClassArgs): void {
    const mode = (Object.keys(modes) as (keyof typeof modes)[]).find((one) => isTrue(propertyOf(value, one)))
    const type = typeOf(propertyOf(value, 'type'))
    args.columns.push({ property: key, at, mode: mode ? modes[mode] : 'regular', type, primary: isSet(value, 'primary'), options: value })
    const generated = propertyOf(value, 'generated')
    if (generated && isSet(value, 'generated')) args.generations.push({ property: key, strategy: textOf(generated) ?? 'increment' })
    if (isSet(value, 'unique')) args.uniques.push({ at, name: undefined, columns: [key], deferrable: undefined })
    const foreign = propertyOf(value, 'foreignKey')
    if (foreign) {
      const inverse = pathIn(propertyOf(foreign, 'inverseSide'), this.#machine)
      args.foreignKeys.push({ ...this.#foreignKey(foreign), columns: [key], referenced: inverse === undefined ? [] : [inverse] })
    }
  }

  #foreignKey(options: Value): Omit<ClassArgs['foreignKeys'][number], 'columns' | 'referenced'> {
    return {
      at: options.at,
      name: nameIn(options, 'name'),
      target: propertyOf(options, 'target'),
      onDelete: textIn(options, 'onDelete'),
      onUpdate: textIn(options, 'onUpdate'),
      deferrable: textIn(options, 'deferrable'),
    }
  }

  #noteRelation({ key, value, at }: Entry, args: ClassArgs): void {
    const kind = textIn(value, 'type') as RelationArgs['kind'] | undefined
    if (!kind) return
    const inverse = pathIn(propertyOf(value, 'inverseSide'), this.#machine)
    const tree = isSet(value, 'treeParent') ? 'parent' : isSet(value, 'treeChildren') ? 'children' : undefined
    args.relations.push({ property: key, at, kind, target: propertyOf(value, 'target'), inverse, options: value, tree })
    const join = propertyOf(value, 'joinColumn')
    if (join && !isOff(value, 'joinColumn')) {
      const columns = join.kind === 'list' ? join.items : [join.kind === 'record' ? join : undefined]
      args.joinColumns.push(...columns.map((one) => ({ property: key, at, ...joinColumnOf(one) })))
    }
    const table = propertyOf(value, 'joinTable')
    if (table && !isOff(value, 'joinTable')) args.joinTables.push(joinTableOf(table, { property: key, at }))
  }

  #noteParts(options: Value | undefined, args: ClassArgs): void {
    const each = (key: string): { value: Value; part: { at: Located; name: ReturnType<typeof nameIn> }; columns: string[] | undefined }[] =>
      itemsOf(propertyOf(options, key)).map((value) => ({
        value,
        part: { at: value.at, name: nameIn(value, 'name') },
        columns: pathsIn(propertyOf(value, 'columns'), this.#machine),
      }))
    for (const { value, part, columns } of each('indices'))
      if (!isOff(value, 'synchronize'))
        args.indexes.push({
          ...part,
          columns,
          where: textIn(value, 'where'),
          unique: isTrue(propertyOf(value, 'unique')),
          method: isTrue(propertyOf(value, 'spatial')) ? 'gist' : undefined,
        })
    for (const { value, part, columns } of each('uniques')) args.uniques.push({ ...part, columns, deferrable: textIn(value, 'deferrable') })
    for (const key of ['checks', 'exclusions'] as const)
      for (const { value, part } of each(key))
        args[key].push({ ...part, expression: textIn(value, 'expression'), deferrable: textIn(value, 'deferrable') })
    for (const { value } of each('foreignKeys')) {
      const columns = pathsIn(propertyOf(value, 'columnNames'), this.#machine)
      const referenced = pathsIn(propertyOf(value, 'referencedColumnNames'), this.#machine) ?? []
      args.foreignKeys.push({ ...this.#foreignKey(value), columns, referenced })
    }
  }
}

const modes: Readonly<Record<'createDate' | 'updateDate' | 'deleteDate' | 'version' | 'treeLevel', ColumnMode>> = {
  createDate: 'createDate',
  updateDate: 'updateDate',
  deleteDate: 'deleteDate',
  version: 'version',
  treeLevel: 'treeLevel',
}

function isSchema(value: Value): value is Kind<'call'> {
  return value.kind === 'call' && value.isNew && isFrom(value.callee, typeormModule, 'EntitySchema')
}
