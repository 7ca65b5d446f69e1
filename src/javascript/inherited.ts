import type { TSESTree } from '@typescript-eslint/utils'
import { classesAbove } from './called.ts'
import { Heir } from './heir.ts'
import { declares, isMember, type LocatedClass } from './members.ts'
import type { Modules } from './modules.ts'
import { bare, childrenOf, isFunction, isWaiting, propertyName, type Node } from './nodes.ts'
import { passedBefore } from './passed.ts'
import type { Program } from './program.ts'
import { nodesUnder } from './under.ts'

/** A method of a class that others extend. */
export interface InheritedMethod {
  readonly name: string
  readonly node: TSESTree.MethodDefinition | TSESTree.PropertyDefinition
  readonly of: LocatedClass
}

/** What a class has of those that it extends. */
export interface Inheritance {
  readonly heir: Heir
  /** Where it names the next of them. */
  readonly at: Node
  readonly methods: readonly InheritedMethod[]
  /** Those of them of which there may be things that are of no class below. */
  readonly between: readonly Heir[]
}

/** The methods that the classes of a program inherit, so far as these may be others for them; what is abstract is made by its heirs. */
export function inheritancesIn(program: Program, modules: Modules, most: number): readonly Inheritance[] {
  const heirs = program.classes.filter(({ superClass, abstract }) => superClass && !abstract)
  return heirs.slice(0, most).flatMap((node) => {
    const classes = [{ node, program }, ...classesAbove({ node, program }, modules)]
    const methods = classes.slice(1).flatMap((of, i) => ownOf(of).methods.filter((one) => isReached(one, classes.slice(0, i + 1), classes)))
    const [heir, ...between] = classes.map((one, i) => new Heir(one.node, one.program, nodesOf(classes.slice(i + 1))))
    const concrete = between.filter((one) => !one.node.abstract)
    return heir && node.superClass && methods.length > 0 ? [{ heir, at: node.superClass, methods, between: concrete }] : []
  })
}

function nodesOf(classes: readonly LocatedClass[]): LocatedClass['node'][] {
  return classes.map(({ node }) => node)
}

interface Own {
  /** What has nothing to do with `this` is the same for whoever has it. */
  readonly methods: readonly InheritedMethod[]
  /** The names that are asked of `this` and `super`. */
  readonly asked: ReadonlySet<string>
}

const known = new WeakMap<LocatedClass['node'], Own>()

function ownOf(of: LocatedClass): Own {
  const before = known.get(of.node)
  if (before) return before
  const { node, program } = of
  const uses = [...nodesUnder(node, program.nodesOf('ThisExpression')), ...nodesUnder(node, program.nodesOf('Super'))]
  const users = new Set(uses.flatMap((use) => [...program.ancestors(use)]))
  const methods = node.body.body.flatMap((own): InheritedMethod[] => {
    const name = isMember(own) ? propertyName(own) : undefined
    if (!isMember(own) || name === undefined || !own.value || !isFunction(own.value) || !users.has(own)) return []
    return own.type === 'PropertyDefinition' || own.kind === 'method' ? [{ name, node: own, of: { node, program } }] : []
  })
  const asked = uses.flatMap((use) => {
    const around = program.parentOf(use)
    return around?.type === 'MemberExpression' ? (propertyName(around) ?? []) : []
  })
  const found: Own = { methods, asked: new Set(asked) }
  known.set(node, found)
  return found
}

/** Whether anybody may call a method, or a class does so that has it; what another has taken the place of is called behind whatever that asks. */
function isReached({ name, node }: InheritedMethod, below: readonly LocatedClass[], all: readonly LocatedClass[]): boolean {
  if (below.some((one) => declares(one.node, name, node.static))) return false
  const isOpen = node.key.type !== 'PrivateIdentifier' && (node.accessibility ?? 'public') === 'public'
  return isOpen || all.some((one) => ownOf(one).asked.has(name))
}

/** Whether nothing comes to a place without a test of something that `this` has: `if (!this.isScoped) return this.repository.find()` */
export function isTestedOnOwner(place: Node, program: Program, modules?: Modules): boolean {
  // What a switch goes by chooses among ways that all are meant, as those of two libraries.
  const tests = [...passedBefore(place, program, modules)].filter(({ node, isTrue }) => isTrue !== undefined && !isOfSwitch(node, program))
  return tests.some(({ node }) => isOfOwner(node, program))
}

function isOfSwitch(node: Node, program: Program): boolean {
  const outer = program.outside(node)
  return outer?.type === 'SwitchStatement' && bare(outer.discriminant) === bare(node)
}

const mostNames = 3

/** Whether something is made of what `this` has: itself, or by way of variables. What is awaited is of no class, but rows. */
function isOfOwner(node: Node, program: Program, names = 0): boolean {
  if (node.type === 'ThisExpression') return true
  if (isWaiting(node) || isFunction(node)) return false
  if (node.type !== 'Identifier') return childrenOf(node).some((child) => isOfOwner(child, program, names))
  const binding = program.named(node)
  const set = binding?.node.type === 'VariableDeclarator' && binding.writes.length === 0 ? binding.node.init : undefined
  return set ? names < mostNames && isOfOwner(set, program, names + 1) : false
}
