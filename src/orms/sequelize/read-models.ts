import { isClass, isFunction, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { propertyOf, textOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import type { SourceText, World } from '../orm.ts'
import { associate, type Association, type AssociationKind, type Told } from './associations.ts'
import { connectionOf, connectionsIn } from './connections.ts'
import { decoratedAssociations } from './decorated-associations.ts'
import { decoratedModel } from './decorators.ts'
import { attributesIn, defineModel, type Definition } from './define.ts'
import { knownOf } from './expressions.ts'
import { defineThrough, ManyToMany, throughValue } from './many-to-many.ts'
import { spotOf, type Model, type Spot } from './model.ts'
import { relatedOf, relatedThrough, type Related } from './related.ts'
import { classOf, Models } from './resolve-models.ts'
import { sharedInConfig } from './settings-file.ts'

interface ReadProgram {
  readonly program: Program
  readonly machine: Machine
}

export interface Reading {
  readonly models: readonly Model[]
  readonly related: readonly Related[]
  /** What `addScope` says: the model, the name, and what the scope is. */
  readonly scopes: readonly { readonly model: Model; readonly name: string; readonly scope: Value }[]
  readonly unread: readonly { readonly spot: Spot; readonly reason: string }[]
  /** The model of a name, or what an object has under that: `db.orders = sequelize.define('Order', …)`. */
  readonly named: (name: string) => Model | undefined
  /** What a foreign key refers to, where that is a model. */
  readonly modelOf: (value: Value) => Model | undefined
}

/** The models in some files, with what their associations add to them. */
export function readModels(files: readonly SourceText[], world: Pick<World, 'program' | 'modules'>): Reading {
  const programs = files.flatMap(({ file }): ReadProgram[] => {
    const program = /\.[cm]?[jt]sx?$/.test(file) ? world.program(file) : undefined
    return program ? [{ program, machine: new Machine(world.modules, knownOf) }] : []
  })
  const shared = sharedOptions(programs, files)
  const models = new Models()
  const unread: { spot: Spot; reason: string }[] = []
  for (const one of programs) readDefinitions(one, shared, models, unread)
  for (const one of programs) readAliases(one, models)
  const told = programs.flatMap((one) => [...calledAssociations(one), ...decoratedAssociations(one.program, one.machine, models)])
  const related = relate(told, models, unread)
  const scopes = programs.flatMap((one) => addedScopes(one, models))
  return { models: models.all, related, scopes, unread, named: (name) => models.named(name), modelOf: (value) => models.of(value) }
}

/** What a connection that no model names says of all models. */
function sharedOptions(programs: readonly ReadProgram[], files: readonly SourceText[]): readonly Entry[] {
  const connections = programs.flatMap(({ program, machine }) => connectionsIn(program, machine))
  return connections.find(({ shared }) => shared.length > 0)?.shared ?? sharedInConfig(files, placeIn(programs))
}

/** What JSON says stands nowhere in a program. */
function placeIn([first]: readonly ReadProgram[]): Located | undefined {
  return first && { node: first.program.ast, program: first.program }
}

function readDefinitions(
  { program, machine }: ReadProgram,
  shared: readonly Entry[],
  models: Models,
  unread: { spot: Spot; reason: string }[],
): void {
  const add = (definition: Definition): void => {
    const model = defineModel(definition)
    if (model) models.add(model)
    else unread.push({ spot: definition.nameSpot, reason: 'the name of this table is not known' })
  }
  for (const node of program.nodes) {
    if (isClass(node)) {
      const decorated = decoratedModel(node, program, machine, shared)
      if (decorated) add(decorated)
    }
    const name = calledName(node)
    if (name !== 'init' && name !== 'define') continue
    const definition = definitionOf(machine.evaluate({ node, program }), node, program, shared)
    if (definition && !definition.nodes.some((one) => models.has(one))) add(definition)
  }
}

function calledName(node: Node): string | undefined {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? propertyName(node.callee) : undefined
}

function definitionOf(value: Value, node: Node, program: Program, shared: readonly Entry[]): Definition | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined
  const { callee, args } = value
  return callee.name === 'define'
    ? definedByCall(callee.object, args, node, program, shared)
    : definedByClass(callee.object, args, node, program, shared)
}

/** `sequelize.define(name, attributes, options)` */
function definedByCall(
  receiver: Value,
  [name, attributes, options]: readonly Value[],
  node: Node,
  program: Program,
  shared: readonly Entry[],
): Definition | undefined {
  const text = textOf(name)
  if (!name || !attributes || (attributes.kind !== 'record' && !isConnection(receiver))) return undefined
  const spot = { file: program.file, range: node.range }
  return {
    name: text ?? '',
    nameSpot: name.at.program === program ? spotOf(name.at) : spot,
    ...attributesIn(attributes, spot),
    options: text === undefined && !propertyOf(options, 'tableName') ? unnamed(name) : options,
    shared: connectionOf(receiver)?.shared ?? shared,
    spot,
    nodes: [node],
    program,
  }
}

/** Other things are defined, too; what is no object is told of those alone that look like a connection. */
function isConnection(value: Value): boolean {
  return connectionOf(value) !== undefined || ('name' in value && /sequelize|connection|^db$/i.test(value.name))
}

/** A model whose name is not known, and so that of its table. */
function unnamed({ at }: Value): Value {
  return { kind: 'record', entries: [{ key: 'tableName', value: { kind: 'unknown', reason: 'a name', at }, at }], open: false, at }
}

/** `X.init(attributes, options)` */
function definedByClass(
  receiver: Value,
  [attributes, options]: readonly Value[],
  node: Node,
  program: Program,
  shared: readonly Entry[],
): Definition | undefined {
  const own = classOf(receiver)
  if (!isClass(own) || !own.superClass || !options) return undefined
  if (passesOn(attributes) && passesOn(options)) return undefined
  const spot = { file: program.file, range: node.range }
  const isHere = receiver.at.program === program
  return {
    name: own.id?.name ?? '',
    nameSpot: isHere && own.id ? { file: program.file, range: own.id.range } : spot,
    ...attributesIn(attributes, spot),
    options,
    shared: connectionOf(propertyOf(options, 'sequelize'))?.shared ?? shared,
    spot,
    nodes: [own, node],
    program: receiver.at.program,
  }
}

/** A method of a base class, which adds to what it is given. */
function passesOn(value: Value | undefined): boolean {
  return value?.kind !== 'record' || value.open
}

function readAliases({ program, machine }: ReadProgram, models: Models): void {
  for (const node of program.nodesOf('AssignmentExpression')) {
    if (node.left.type !== 'MemberExpression' || isFunction(node.right)) continue
    const name = propertyName(node.left)
    if (name !== undefined && /^(?:CallExpression|Identifier)$/.test(node.right.type))
      models.alias(name, machine.evaluate({ node: node.right, program }))
  }
}

const kinds = /^(?:belongsTo|hasOne|hasMany|belongsToMany)$/

function calledAssociations({ program, machine }: ReadProgram): Told[] {
  return program.nodesOf('CallExpression').flatMap((node): Told[] => {
    const kind = calledName(node)
    if (kind === undefined || !kinds.test(kind)) return []
    const value = machine.evaluate({ node, program })
    if (value.kind !== 'call' || value.callee.kind !== 'member') return []
    const [target, options] = value.args
    return target
      ? [{ kind: kind as AssociationKind, source: value.callee.object, target, options, spot: { file: program.file, range: node.range } }]
      : []
  })
}

/** `X.addScope('name', …)` */
function addedScopes({ program, machine }: ReadProgram, models: Models): { model: Model; name: string; scope: Value }[] {
  return program.nodesOf('CallExpression').flatMap((node) => {
    const value = calledName(node) === 'addScope' ? machine.evaluate({ node, program }) : undefined
    if (value?.kind !== 'call' || value.callee.kind !== 'member') return []
    const [model, name, scope] = [models.of(value.callee.object), textOf(value.args[0]), value.args[1]]
    return model && name !== undefined && scope ? [{ model, name, scope }] : []
  })
}

function relate(told: readonly Told[], models: Models, unread: { spot: Spot; reason: string }[]): Related[] {
  const related: Related[] = []
  const between = new ManyToMany((association) => throughOf(association, models))
  for (const one of told) {
    const source = 'kind' in one.source ? models.of(one.source) : one.source
    const target = models.of(one.target)
    if (!source || !target) {
      unread.push({ spot: one.spot, reason: 'the models that belong together are not known' })
      continue
    }
    const association = { ...one, source, target }
    if (one.kind === 'belongsToMany') {
      between.add(association)
      continue
    }
    related.push(relatedOf(association))
    associate(association)
  }
  return [...related, ...between.sides.map(relatedThrough)]
}

/** A model, or one that is made for the name of a table. */
function throughOf(association: Association, models: Models): Model | undefined {
  const value = throughValue(association.options)
  const known = value && models.of(value)
  const name = textOf(value)
  if (known || !value || name === undefined) return known
  const isHere = value.at.program.file === association.spot.file
  const made = defineThrough(name, association.spot, isHere ? spotOf(value.at) : association.spot, association)
  if (made) models.add(made)
  return made
}
