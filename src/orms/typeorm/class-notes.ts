import type { Machine } from '../../javascript/symbolic/machine.ts'
import { itemsOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { ClassArgs, ExpressionArgs, ForeignKeyArgs, IndexArgs, TableArgs, UniqueArgs, ViewArgs } from './class-args.ts'
import type { Applied } from './decorators.ts'
import { isOff, isSet, nameIn, nameOf, textIn } from './options.ts'
import { pathIn, pathsIn } from './paths.ts'

/** Keeps what a decorator of a class says. */
export function noteOnClass(applied: Applied, args: ClassArgs, machine: Machine): void {
  const [first, second] = applied.args
  switch (applied.name) {
    case 'Entity':
      args.table = tableOf(applied, args)
      return
    case 'ChildEntity':
      args.table = { kind: 'child', name: undefined, schema: undefined, synchronize: true }
      return
    case 'ViewEntity':
      args.table = viewOf(applied, args)
      return
    case 'TableInheritance':
      args.inheritance = { column: propertyOf(first, 'column'), at: applied.at }
      return
    case 'Tree':
      args.tree = { type: textOf(first) ?? '', options: second }
      return
    default:
      notePart(applied, undefined, args, machine)
  }
}

function viewOf(applied: Applied, args: ClassArgs): TableArgs {
  return { ...tableOf(applied, args), kind: 'view', view: viewIn(optionsOf(applied)) }
}

/** What a view is of. */
export function viewIn(options: Value | undefined): ViewArgs {
  return {
    expression: propertyOf(options, 'expression'),
    materialized: isSet(options, 'materialized'),
    dependsOn: itemsOf(propertyOf(options, 'dependsOn')),
  }
}

function optionsOf({ args: [first, second] }: Applied): Value | undefined {
  return first?.kind === 'record' ? first : second
}

function tableOf(applied: Applied, args: ClassArgs): TableArgs {
  const {
    args: [first],
    at,
  } = applied
  const isNamed = first?.kind === 'record'
  const options = optionsOf(applied)
  const name = isNamed ? nameIn(first, 'name') : nameOf(first)
  const isUnknown = isNamed ? propertyOf(first, 'name') !== undefined && !name : first !== undefined && !name && first.kind !== 'literal'
  if (isUnknown) args.unread.push({ at, reason: 'the name of the table is not known' })
  return { kind: 'regular', name, schema: nameIn(options, 'schema'), synchronize: !isOff(options, 'synchronize') }
}

/** Keeps what may be said of a class and of a property alike. */
export function notePart(applied: Applied, property: string | undefined, args: ClassArgs, machine: Machine): void {
  switch (applied.name) {
    case 'Index':
      return note(args.indexes, indexOf(applied, property, machine))
    case 'Unique':
      return note(args.uniques, uniqueOf(applied, property, machine))
    case 'Check':
      return note(args.checks, expressionOf(applied))
    case 'Exclusion':
      return note(args.exclusions, expressionOf(applied))
    case 'ForeignKey':
      return note(args.foreignKeys, foreignKeyOf(applied, property, machine))
    default:
  }
}

function note<T>(list: T[], one: T | undefined): void {
  if (one !== undefined) list.push(one)
}

/** `(name?, fields?, options?)`, where each may be left out. */
function parted({ args }: Applied): { name: Value | undefined; fields: Value | undefined; options: Value | undefined } {
  const isNamed = textOf(args[0]) !== undefined
  const [fields, ...others] = isNamed ? args.slice(1) : args
  const options = [fields, ...others].find((arg) => arg?.kind === 'record')
  return { name: isNamed ? args[0] : undefined, fields: fields?.kind === 'record' ? undefined : fields, options }
}

function indexOf(applied: Applied, property: string | undefined, machine: Machine): IndexArgs | undefined {
  const { name, fields, options } = parted(applied)
  if (isOff(options, 'synchronize')) return undefined
  return {
    at: applied.at,
    name: nameOf(name),
    columns: property === undefined ? pathsIn(fields, machine) : [property],
    where: textIn(options, 'where'),
    unique: isSet(options, 'unique'),
    method: isSet(options, 'spatial') ? 'gist' : textIn(options, 'type'),
  }
}

function uniqueOf(applied: Applied, property: string | undefined, machine: Machine): UniqueArgs {
  const { name, fields, options } = parted(applied)
  const columns = property === undefined ? pathsIn(fields, machine) : [property]
  return { at: applied.at, name: nameOf(name), columns, deferrable: textIn(options, 'deferrable') }
}

function expressionOf({ at, args: [first, second, third] }: Applied): ExpressionArgs {
  const isNamed = textOf(second) !== undefined
  const options = isNamed ? third : second
  return {
    at,
    name: isNamed ? nameOf(first) : undefined,
    expression: textOf(isNamed ? second : first),
    deferrable: textIn(options, 'deferrable'),
  }
}

function foreignKeyOf({ at, args }: Applied, property: string | undefined, machine: Machine): ForeignKeyArgs {
  const [target, second, third] = args
  const options = args.slice(1).find((arg) => arg.kind === 'record')
  const inverse = second?.kind === 'function' || textOf(second) !== undefined ? pathIn(second, machine) : undefined
  return {
    at,
    name: nameIn(options, 'name'),
    target,
    columns: property === undefined ? pathsIn(second, machine) : [property],
    referenced: property === undefined ? (third?.kind === 'list' ? pathsIn(third, machine) : []) : inverse === undefined ? [] : [inverse],
    onDelete: textIn(options, 'onDelete'),
    onUpdate: textIn(options, 'onUpdate'),
    deferrable: textIn(options, 'deferrable'),
  }
}
