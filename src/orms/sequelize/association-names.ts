import { onceFor } from '../../catalog/once-for.ts'
import { isClass, pathOf } from '../../javascript/nodes.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Model } from './model.ts'
import type { Related } from './related.ts'

export type Verb = 'get' | 'set' | 'add' | 'remove' | 'create' | 'count' | 'has'

/** A method of a row that reads or writes those that belong to it. */
export interface AssociationCall {
  /** Of the associations of the row's model, the one that it is of. */
  find(related: readonly Related[]): { readonly related: Related; readonly verb: Verb } | undefined
  /** What it is given. */
  readonly args: readonly Value[]
}

const named = /^(get|set|add|remove|create|count|has)([A-Z_].*)$/
const typescript = /^\$(get|set|add|remove|create|count|has)$/

/** Whether a method may be one of an association, by its name. */
export function isAssociationMethod(name: string): boolean {
  return named.test(name) || typescript.test(name)
}

const ownMethods = onceFor((model: Model): ReadonlySet<string> => new Set(methodsOf(model)))

/** Whether a model has a method of its own under a name, which an association leaves as it is. */
export function hasOwnMethod(model: Model, name: string): boolean {
  return ownMethods(model).has(name)
}

function methodsOf({ parts: { nodes, program } }: Model): string[] {
  const declared = nodes.flatMap((node) => (isClass(node) ? node.body.body : []))
  const inClass = declared.flatMap((one) => {
    const isOne = (one.type === 'MethodDefinition' && !one.static) || (one.type === 'PropertyDefinition' && one.value && !one.static)
    return isOne && one.key.type === 'Identifier' ? [one.key.name] : []
  })
  const put = program.nodesOf('AssignmentExpression').flatMap((node) => {
    const path = pathOf(node.left)
    return path?.at(-2) === 'prototype' ? [path.at(-1) ?? ''] : []
  })
  return [...inClass, ...put]
}

/** `row.getItems()`, and `row.$get('items')` of sequelize-typescript. */
export function associationCall(name: string, args: readonly Value[]): AssociationCall | undefined {
  const [, verb, noun] = named.exec(name) ?? []
  const [, own] = typescript.exec(name) ?? []
  if (verb !== undefined && noun !== undefined)
    return {
      args,
      find: (all) =>
        found(
          all.find((one) => isNamed(one, verb as Verb, noun)),
          verb as Verb,
        ),
    }
  const as = textOf(args[0])
  if (own === undefined || as === undefined) return undefined
  return {
    args: args.slice(1),
    find: (all) =>
      found(
        all.find((one) => one.as === as || isNamed(one, own as Verb, upperFirst(as))),
        own as Verb,
      ),
  }
}

function found(related: Related | undefined, verb: Verb): { related: Related; verb: Verb } | undefined {
  return related && { related, verb }
}

function isNamed({ kind, singular, plural }: Related, verb: Verb, noun: string): boolean {
  const isMany = kind === 'hasMany' || kind === 'belongsToMany'
  const [one, several] = [upperFirst(singular), upperFirst(plural)]
  if (!isMany) return noun === one && /^(?:get|set|create)$/.test(verb)
  if (verb === 'create') return noun === one
  if (verb === 'get' || verb === 'set' || verb === 'count') return noun === several
  return noun === one || noun === several
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
