import type { TSESTree } from '@typescript-eslint/utils'
import { DeclaredTypes } from '../declared-types.ts'
import type { Modules } from '../modules.ts'
import { awaited, bare, isClass, isFunction, isWaiting, propertyName, type Node } from '../nodes.ts'
import { importOf, type Binding, type Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { specifierOf } from '../specifier.ts'
import { leavesCallerAlone } from './apart.ts'
import { apply, changedBy, load } from './apply.ts'
import { Budget, deepest } from './budget.ts'
import { callBuiltin } from './builtins.ts'
import { memberOfClass, memberOfThis, methodOf } from './classes.ts'
import { asList, spreadArguments, valueUnder } from './collections.ts'
import { Effects, isOfPromises, type Effect } from './effects.ts'
import { calledEither } from './either-function.ts'
import { conditional, logical } from './decisions.ts'
import { assigned, counted, deletePart, putInto, withoutSet } from './changes.ts'
import { exportsOf, wholeOf } from './exports.ts'
import type { Variables } from './given-away.ts'
import { heldValue } from './held.ts'
import { keptFunction } from './kept-function.ts'
import { enumOf, listOf, recordOf, taggedOf, templateOf } from './literals.ts'
import { narrowed } from './narrowed.ts'
import { binary, converted, unary } from './operators.ts'
import { shownUnder } from './passed-on.ts'
import { takeApart } from './patterns.ts'
import { doneForEach, madeBy } from './samples.ts'
import { isFilledLater } from './said.ts'
import { Runs } from './runs.ts'
import type { Scope } from './scope.ts'
import { classAt, entryOf, literal, shownText, symbol, unknown, type Kind, type Value } from './value.ts'

/** What somebody who knows a library says of a value that the program alone does not tell. */
export type Known = (value: Value, machine: Machine) => Value | undefined

/** What a call comes to, and what it does. */
export interface Followed {
  readonly value: Value
  readonly effects: readonly Effect[]
}

/** Runs programs by their text: what they compute of constants is computed, all else is kept as it is written. */
export class Machine {
  readonly effects = new Effects()
  readonly types: DeclaredTypes
  readonly modules: Modules
  readonly #known: Known
  /** What variables are followed by to where they are used; else what is not constant is not known. */
  readonly variables: Variables | undefined
  /** What stands at the top of modules; undefined while it is being asked. */
  readonly #constants = new Map<Binding, Value | undefined>()
  /** What modules are set to; undefined for one of names, and while it is being asked. */
  readonly #wholes = new Map<Program, Value | undefined>()
  readonly budget: Budget
  readonly #runs = new Runs()
  /** How many lists the one is within that is asked. */
  readonly lists = { depth: 0 }

  constructor(modules: Modules, known: Known = () => undefined, variables?: Variables) {
    this.modules = modules
    this.types = new DeclaredTypes(modules)
    this.budget = new Budget(modules, variables !== undefined)
    this.#known = known
    this.variables = variables
  }

  /** What conditions decide that nobody can tell is kept open; else it is taken as it most likely is. */
  get isExact(): boolean {
    return this.variables !== undefined
  }

  /** What a module shows, name by name, what it passes on left out. */
  shownBy(program: Program): { readonly name: string; readonly value: Value }[] {
    return exportsOf(program).map(({ name, node }) => ({ name, value: this.budget.question(() => this.#topLevel(node, program)) }))
  }

  /** What a module shows under a name, through the modules that it passes on. */
  shown(program: Program, name: string): Value | undefined {
    return shownUnder(name, program, { modules: this.modules, own: (one, own) => this.#own(one, own), asked: new Set() })
  }

  /** What a function does when it is called with these. */
  follow(callee: Value, args: readonly Value[]): Followed {
    return this.budget.question(() => this.within(callee, args))
  }

  /** The same in the middle of a run: what a library does with a function that it is given. */
  within(callee: Value, args: readonly Value[]): Followed {
    const done: { value?: Value } = {}
    const effects = this.effects.within(() => {
      done.value = this.call(callee, args, callee.at)
    })
    return { value: done.value ?? unknown('not run', callee.at), effects }
  }

  /** What a function gives, as a question of its own. */
  given(callee: Value, args: readonly Value[]): Value {
    return this.budget.question(() => this.effects.unasked(() => this.call(callee, args, callee.at)))
  }

  /** What a module does while it is loaded. */
  run(program: Program): readonly Effect[] {
    return this.budget.question(() => this.effects.within(() => load(this, program)))
  }

  /** What a method of a class does. */
  method(of: Kind<'class'>, name: string): Value | undefined {
    return methodOf(of.node, of.at.program, name, of.scope, { kind: 'instance', of: of.node, at: of.at })
  }

  /** What an expression comes to, as a question of its own. */
  answer(located: Located, scope?: Scope): Value {
    return this.budget.question(() => this.evaluate(located, scope))
  }

  evaluate(located: Located, scope?: Scope): Value {
    const { program } = located
    const node = bare(located.node)
    const at = { node, program }
    const tooMuch = this.budget.enter(at)
    if (tooMuch) return tooMuch
    const value = this.#evaluate(node, at, scope)
    this.budget.leave()
    return this.#known(value, this) ?? value
  }

  #evaluate(node: Node, at: Located, scope: Scope | undefined): Value {
    const { program } = at
    const of = (part: Node): Value => this.evaluate({ node: part, program }, scope)
    if (isWaiting(node)) return of(node.argument)
    switch (node.type) {
      case 'Literal':
        return 'regex' in node ? unknown('a regular expression', at) : literal(node.value, at)
      case 'TemplateLiteral':
        return templateOf(node, program, of)
      case 'TaggedTemplateExpression':
        return taggedOf(node, at, of)
      case 'Identifier':
        return node.name === 'undefined' ? literal(undefined, at) : this.#named(node, at, scope)
      case 'ThisExpression':
        return scope?.self ?? symbol('this', at)
      case 'Super':
        return scope?.self ? { kind: 'member', object: scope.self, name: 'super', at } : symbol('super', at)
      case 'MetaProperty':
        return symbol('import.meta', at)
      case 'ArrayExpression':
        return listOf(node, at, of)
      case 'ObjectExpression':
        return recordOf(node, at, of, this.isExact)
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return { kind: 'function', node, scope, self: scope?.self, at }
      case 'ClassExpression':
        return { kind: 'class', node, scope, at }
      case 'MemberExpression':
        return this.member(of(node.object), this.keyOf(node, at, scope), at)
      case 'CallExpression':
        return this.#call(node, at, scope)
      case 'NewExpression':
        return { kind: 'call', callee: of(node.callee), args: this.#args(node.arguments, program, scope), isNew: true, at }
      case 'BinaryExpression':
        return binary(node.operator, of(node.left), of(node.right), at)
      case 'UnaryExpression': {
        const argument = of(node.argument)
        if (node.operator === 'delete') deletePart(this, { node: node.argument, program }, scope)
        // `void query.where(…)` is done all the same.
        if (node.operator === 'void') this.effects.emit(argument, this)
        return unary(node.operator, argument, at)
      }
      case 'LogicalExpression':
        return logical(this, node, at, scope)
      case 'ConditionalExpression':
        return conditional(this, node, at, scope)
      case 'SequenceExpression':
        return node.expressions.map(of).at(-1) ?? unknown('nothing', at)
      case 'AssignmentExpression':
        return assigned(this, node, at, scope)
      case 'UpdateExpression':
        return counted(this, node, at, scope)
      case 'ImportExpression':
        return this.#module(of(node.source), at)
      default:
        return unknown(`\`${node.type}\` is not followed`, at)
    }
  }

  #named(node: TSESTree.Identifier, at: Located, scope: Scope | undefined): Value {
    const binding = at.program.named(node)
    if (!binding) return node.name === 'exports' ? this.#allOf(at.program, at) : { kind: 'symbol', name: node.name, at }
    const given = scope?.get(binding)
    if (given) return given
    const held = this.variables && heldValue(this, this.variables, binding, at, scope)
    const value = held ?? this.#constantAt(binding, at, scope)
    return value.kind === 'symbol' && value.declared && this.isExact ? { ...value, at } : value
  }

  #constantAt(binding: Binding, at: Located, scope: Scope | undefined): Value {
    const value = this.constant(binding, at.program, at.program.functionAround(binding.node) && scope)
    return this.isExact ? narrowed(this, binding, value, at, scope) : value
  }

  /** What is declared outside of what is run. */
  constant(binding: Binding, program: Program, scope?: Scope): Value {
    if (scope && binding.kind === 'function') return this.#declared(binding, program, scope)
    if (this.#constants.has(binding))
      return this.#constants.get(binding) ?? unknown(`\`${binding.name}\` leads back to itself`, { node: binding.node, program })
    this.#constants.set(binding, undefined)
    const value = this.#declared(binding, program, scope)
    this.#constants.set(binding, value)
    return value
  }

  #declared(binding: Binding, program: Program, scope: Scope | undefined): Value {
    const { node, kind, name } = binding
    const at = { node, program }
    if (kind === 'import') return this.#imported(binding, program)
    if (isFunction(node) && kind === 'function') return { kind: 'function', node, scope, self: undefined, at }
    if (isClass(node)) return { kind: 'class', node, scope, at }
    if (node.type === 'TSEnumDeclaration') return enumOf(node, at, (part) => this.evaluate({ node: part, program }, scope))
    const targets = binding.writes.flatMap((write) => (write.type === 'AssignmentExpression' ? bare(write.left) : []))
    if (!this.variables && targets.some(({ type }) => type !== 'MemberExpression')) return unknown(`\`${name}\` is set more than once`, at)
    return withoutSet(this.initial(binding, program, scope), this.variables ? [] : targets)
  }

  /** What a variable is declared with. */
  initial(binding: Binding, program: Program, scope: Scope | undefined): Value {
    const { node, name } = binding
    const declared: Value = { kind: 'symbol', name, at: { node, program }, declared: { node, program } }
    if (node.type !== 'VariableDeclarator' || !node.init || isFilledLater(binding, program)) return declared
    const found: { value?: Value } = {}
    takeApart(node.id, this.evaluate({ node: node.init, program }, scope), program, this.reader(program, scope), (one, value) => {
      if (one === binding) found.value = value
    })
    return found.value ?? declared
  }

  /** How patterns take a value apart. */
  reader(program: Program, scope: Scope | undefined): Parameters<typeof takeApart>[3] {
    return {
      evaluate: (node) => this.evaluate({ node, program }, scope),
      member: (object, name, node) => this.member(object, name, { node, program }),
    }
  }

  #imported(binding: Binding, program: Program): Value {
    const at = { node: binding.node, program }
    const wanted = importOf(binding, program)
    if (!wanted) return unknown('an import that is not followed', at)
    const module = this.modules.open(wanted.from, program)
    if (!module) return { kind: 'import', from: wanted.from, name: wanted.name, at }
    if (wanted.name === '*') return this.#allOf(module, at)
    return this.shown(module, wanted.name) ?? unknown(`${wanted.from} does not show \`${wanted.name}\``, at)
  }

  #module(source: Value, at: Located): Value {
    const from = source.kind === 'literal' && typeof source.value === 'string' ? specifierOf(source.value) : undefined
    if (from === undefined) return unknown('a module that is named by a value', at)
    const module = this.modules.open(from, at.program)
    return module ? this.#allOf(module, at) : { kind: 'import', from, name: '*', at }
  }

  /** What a module is set to; one of names is asked for each, since modules may require each other. */
  #allOf(program: Program, at: Located): Value {
    if (!this.#wholes.has(program)) {
      this.#wholes.set(program, undefined)
      const node = exportsOf(program).some(({ name }) => name !== 'default') ? undefined : wholeOf(program)
      const value = node && this.#topLevel(node, program)
      if (value?.kind !== 'record') this.#wholes.set(program, value)
    }
    return this.#wholes.get(program) ?? { kind: 'module', program, at }
  }

  /** By its name, or as a property of what is all of the module. */
  #own(program: Program, name: string): Value | undefined {
    const own = exportsOf(program).find((one) => one.name === name)
    const node = own?.node ?? wholeOf(program)
    const value = node && this.#topLevel(node, program)
    return own ? value : entryOf(value, name)?.value
  }

  #topLevel(node: Node, program: Program): Value {
    const binding = program.named(node)
    if (binding) return this.constant(binding, program)
    if (node.type === 'FunctionDeclaration') return { kind: 'function', node, scope: undefined, self: undefined, at: { node, program } }
    if (node.type === 'ClassDeclaration') return classAt(node, program)
    return this.evaluate({ node, program })
  }

  /** The name of a property, also where it is computed of constants. */
  keyOf(node: TSESTree.MemberExpression, at: Located, scope: Scope | undefined): string | undefined {
    return propertyName(node) ?? (node.computed ? shownText(this.evaluate({ node: node.property, program: at.program }, scope)) : undefined)
  }

  /** A property of a value. */
  member(object: Value, name: string | undefined, at: Located): Value {
    if (name === undefined) return unknown('a property that is named by a value', at)
    const symbolic: Value = { kind: 'member', object, name, at }
    switch (object.kind) {
      case 'record':
        return valueUnder(object, name) ?? (object.open || isOfPromises(name) ? symbolic : literal(undefined, at))
      case 'list':
        if (name === 'length') return object.open ? symbolic : literal(object.items.length, at)
        return object.items[Number(name)] ?? (/^\d+$/.test(name) && !object.open ? literal(undefined, at) : symbolic)
      case 'literal':
        if ((object.value === undefined || object.value === null) && !isOfPromises(name)) return literal(undefined, at)
        return name === 'length' && typeof object.value === 'string' ? literal(object.value.length, at) : symbolic
      case 'module':
        return this.shown(object.program, name) ?? symbolic
      case 'import':
        return object.name === '*' ? { ...object, name, at } : symbolic
      case 'class':
        return memberOfClass(this, object, object, name) ?? symbolic
      case 'symbol':
        if (object.name === 'module' && name === 'exports' && !object.declared) return this.#allOf(at.program, at)
        return (this.isExact && object.name === 'this' ? memberOfThis(this, object, name, at) : undefined) ?? symbolic
      case 'instance':
        return memberOfClass(this, classAt(object.of, object.at.program), object, name) ?? symbolic
      default:
        return symbolic
    }
  }

  /** What a call is given. */
  argumentsOf({ arguments: nodes }: TSESTree.CallExpression, program: Program, scope: Scope): readonly Value[] {
    return this.#args(nodes, program, scope)
  }

  #args(nodes: readonly TSESTree.CallExpressionArgument[], program: Program, scope: Scope | undefined): Value[] {
    return nodes.flatMap((node) => {
      if (node.type !== 'SpreadElement') return this.evaluate({ node, program }, scope)
      const all = this.evaluate({ node: node.argument, program }, scope)
      if (this.isExact) return spreadArguments(all)
      return all.kind === 'list' ? all.items : [unknown('a spread list', { node, program })]
    })
  }

  /** What a statement that is nothing but a call does; what it gives nobody asks. */
  done({ node, program }: Located, scope: Scope): Value {
    const call = awaited(node)
    if (call.type !== 'CallExpression' || !this.isExact || this.effects.areAsked) return this.evaluate({ node, program }, scope)
    return this.#call(call, { node: call, program }, scope, false)
  }

  #call(node: TSESTree.CallExpression, at: Located, scope: Scope | undefined, isAsked = true): Value {
    const callee = this.evaluate({ node: node.callee, program: at.program }, scope)
    const args = this.#args(node.arguments, at.program, scope)
    if (callee.kind === 'symbol' && callee.name === 'require' && args[0]) return this.#module(args[0], at)
    const list = callee.kind === 'member' && (callee.name === 'push' || callee.name === 'unshift') ? asList(callee.object) : undefined
    if (list && callee.kind === 'member' && (callee.name === 'push' || this.isExact))
      return putInto(node, callee.name, list, args, at, scope)
    if (!isAsked && leavesCallerAlone(callee, args)) return { kind: 'call', callee, args, isNew: false, at }
    return this.call(callee, args, at, (scope?.depth ?? 0) + 1)
  }

  /** Functions of the program are run; a call of anything else stays one. */
  call(callee: Value, args: readonly Value[], at: Located, depth = 0): Value {
    const symbolic: Kind<'call'> = { kind: 'call', callee, args, isNew: false, at }
    if (callee.kind === 'function' && depth <= deepest) return this.#run(callee, args, symbolic, depth)
    if (callee.kind === 'function') this.budget.cut()
    const each = this.isExact ? calledEither(callee, at, (one) => this.call(one, args, at, depth)) : undefined
    const own = each ?? converted(callee, args, at) ?? keptFunction(callee, args)
    if (own || callee.kind !== 'member') return own ?? symbolic
    const back = (callback: Value, own: readonly Value[]): Value => this.call(callback, own, at, depth + 1)
    const builtin = callBuiltin(callee.object, callee.name, args, at, back, this.isExact) ?? doneForEach(this, callee, args, at, depth + 1)
    return builtin ?? (this.isExact ? { ...symbolic, made: madeBy(symbolic, this) } : symbolic)
  }

  #run(callee: Kind<'function'>, args: readonly Value[], again: Kind<'call'> & Value, depth: number): Value {
    const { at } = again
    const run = (): Value => this.effects.calling(at, () => this.budget.within(callee, at, () => apply(this, callee, args, depth)))
    if (!this.isExact || this.effects.areAsked) return run()
    return this.#runs.of(callee, args, run, { again, isWhole: this.budget.watch() })
  }

  /** Whether the methods of something change it in place. */
  isChangedByCalls(value: Value): boolean {
    return this.variables?.isChangedByCalls(value) === true
  }

  /** What something is after a function was given it that may change it in place; undefined where that cannot be told. */
  changedBy(callee: Kind<'function'>, args: readonly Value[], index: number, depth = 1): Value | undefined {
    return changedBy(this, callee, args, index, depth)
  }
}
