import { conditionText } from '../sent-conditions.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import { returns, type Node } from '../nodes.ts'
import type { Binding, Program } from '../program.ts'
import { either } from './collections.ts'
import { assignedBy, callAround, changedElsewhere, givenAway, type Variables } from './given-away.ts'
import { InPlace } from './in-place.ts'
import { settled } from './items.ts'
import { leavesOnly } from './leaves.ts'
import type { Machine } from './machine.ts'
import { takeApart } from './patterns.ts'
import type { Scope } from './scope.ts'
import { truthIn } from './truth.ts'
import { literal, truthOf, ungiven, unknown, type Entry, type Value } from './value.ts'

/** How a statement ends: it goes on, or leaves what it stands in. */
type End = { readonly kind: 'on' } | { readonly kind: 'return'; readonly value: Value } | { readonly kind: 'throw' | 'break' | 'continue' }

const on: End = { kind: 'on' }

/** More rounds of a loop are not run. */
const mostRounds = 1_000

/** Runs the statements of a function or a module; gives what it returns, or else what a variable that is watched holds then. */
export function runBody(machine: Machine, statements: readonly Node[], program: Program, scope: Scope, watched?: Binding): Value {
  const { effects } = machine
  const before = effects.conditions
  const runner = new Runner(machine, program, scope, watched)
  const end = runner.all(statements)
  effects.conditions = before
  const last = statements.at(-1)
  const at = { node: last ?? program.ast, program }
  if (machine.isExact && machine.budget.isSpent) return unknown('the program does too much', at)
  const value = end.kind === 'return' ? end.value : ((watched && scope.get(watched)) ?? literal(undefined, at))
  if (runner.mayReturn.every((one) => isSame(one.value, value))) return value
  if (!machine.isExact) return unknown('what is returned depends on a condition', at)
  return runner.mayReturn.reduceRight(
    (rest, { test, value: first }) => either(test, conditionText({ node: test, program }), [first, rest], at),
    value,
  )
}

function isSame(a: Value, b: Value): boolean {
  return a === b || (a.kind === 'literal' && b.kind === 'literal' && a.value === b.value)
}

class Runner {
  /** What is returned on a condition that cannot be told. */
  readonly mayReturn: { readonly test: Node; readonly value: Value }[] = []
  readonly #machine: Machine
  readonly #program: Program
  readonly #scope: Scope
  readonly #watched: Binding | undefined
  readonly #inPlace: InPlace

  constructor(machine: Machine, program: Program, scope: Scope, watched: Binding | undefined) {
    this.#machine = machine
    this.#program = program
    this.#scope = scope
    this.#watched = watched
    this.#inPlace = new InPlace(machine, program, scope)
  }

  all(statements: readonly Node[]): End {
    for (const statement of statements) {
      const end = this.#one(statement)
      if (end.kind !== 'on') return end
    }
    return on
  }

  #evaluate(node: Node): Value {
    return this.#machine.evaluate({ node, program: this.#program }, this.#scope)
  }

  /** The value of a statement, which may be something that is done. */
  #do(node: Node): Value {
    const value = this.#evaluate(node)
    this.#machine.effects.emit(value, this.#machine)
    return value
  }

  /** Nobody asks what it gives. */
  #doOnly(node: Node): void {
    if (this.#inPlace.mentionedIn(node).length > 0) return this.#inPlace.note(node, this.#do(node))
    this.#machine.effects.emit(this.#machine.done({ node, program: this.#program }, this.#scope), this.#machine)
  }

  /** What others make of an object or a list that a statement gives them. */
  #noteGiven(statement: Node): void {
    const { variables } = this.#machine
    for (const [binding, before] of [...this.#scope.namedIn(statement, this.#program)]) {
      if (!variables || (before.kind !== 'record' && before.kind !== 'list')) continue
      const [by] = givenAway(binding, before, variables, { node: statement, program: this.#program })
      if (by) this.#scope.assign(binding, this.#afterGiven(by, before, variables))
    }
  }

  #afterGiven(by: Node, before: Value, variables: Variables): Value {
    const call = callAround(by, this.#program)
    const known =
      call &&
      (assignedBy(call, by, before, (node) => this.#evaluate(node)) ?? this.#inPlace.changedBy(this.#evaluate(call.callee), call, by))
    return known ?? changedElsewhere(before, { node: by, program: this.#program }, variables)
  }

  #one(node: Node): End {
    if (this.#machine.isExact && this.#machine.budget.isSpent) return on
    switch (node.type) {
      case 'ExpressionStatement':
        this.#doOnly(node.expression)
        this.#noteGiven(node)
        return on
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) this.#declare(id, init)
        this.#noteGiven(node)
        return on
      case 'ExportNamedDeclaration':
        return node.declaration ? this.#one(node.declaration) : on
      case 'ReturnStatement':
        return { kind: 'return', value: this.#returned(node) }
      case 'ThrowStatement':
        return { kind: 'throw' }
      case 'BreakStatement':
        return { kind: 'break' }
      case 'ContinueStatement':
        return { kind: 'continue' }
      case 'BlockStatement':
        return this.all(node.body)
      case 'IfStatement':
        return this.#if(node)
      case 'TryStatement':
        return this.#try(node)
      case 'ForOfStatement':
        return this.#forOf(node)
      case 'ForInStatement':
        return this.#forIn(node)
      case 'ForStatement':
        return this.#for(node)
      case 'WhileStatement':
        return this.#loop(() => this.#evaluate(node.test), node.body)
      case 'DoWhileStatement':
        return this.#round(node.body) ?? this.#loop(() => this.#evaluate(node.test), node.body)
      case 'SwitchStatement':
        return this.#switch(node)
      case 'LabeledStatement':
        return this.#one(node.body)
      default:
        return on
    }
  }

  #returned(node: TSESTree.ReturnStatement): Value {
    const value = node.argument ? this.#do(node.argument) : literal(undefined, { node, program: this.#program })
    const held = this.#watched && this.#scope.get(this.#watched)
    if (!this.#watched || !held || !node.argument) return held ?? value
    this.#inPlace.note(node.argument, value)
    return this.#scope.get(this.#watched) ?? value
  }

  #declare(pattern: Node, init: Node | null): void {
    const value = init ? this.#do(init) : literal(undefined, { node: pattern, program: this.#program })
    if (init) this.#inPlace.note(init, value)
    this.#set(pattern, value)
  }

  #set(pattern: Node, value: Value): void {
    const program = this.#program
    const reader = {
      evaluate: (node: Node) => this.#evaluate(node),
      member: (object: Value, name: string, node: Node) => this.#machine.member(object, name, { node, program }),
    }
    takeApart(pattern, value, program, reader, (binding, own) => this.#scope.declare(binding, settled(own, binding, program)))
  }

  #if({ test, consequent, alternate }: TSESTree.IfStatement): End {
    const value = this.#evaluate(test)
    const truth = truthIn(value, this.#machine)
    if (truth !== undefined) return truth ? this.#one(consequent) : alternate ? this.#one(alternate) : on
    if (this.#machine.isExact) return this.#either(test, value, consequent, alternate)
    const leaves = leavesOnly(consequent)
    const yes = this.#under(value, true, !leaves, consequent)
    const no = alternate ? this.#under(value, false, leaves, alternate) : on
    return this.#both(test, value, yes, no)
  }

  /** Goes both ways, and on with what either left. */
  #either(test: Node, value: Value, consequent: Node, alternate: Node | null): End {
    this.#machine.budget.spend(3 * this.#scope.size)
    const before = this.#scope.snapshot()
    const yes = this.#under(value, true, true, consequent)
    const after = this.#scope.snapshot()
    this.#scope.restore(before)
    const no = alternate ? this.#under(value, false, true, alternate) : on
    const on1 = conditionText({ node: test, program: this.#program })
    if (yes.kind === 'on' && no.kind === 'on')
      this.#scope.join([after, this.#scope.snapshot()], (of) => either(test, on1, of, { node: test, program: this.#program }))
    else if (yes.kind === 'on') this.#scope.restore(after)
    if (yes.kind === 'return' && no.kind === 'return')
      return { kind: 'return', value: either(test, on1, [yes.value, no.value], { node: test, program: this.#program }) }
    return this.#both(test, value, yes, no)
  }

  #under(value: Value, holds: boolean, assumed: boolean, node: Node): End {
    return this.#machine.effects.under({ value, holds, assumed }, () => this.#one(node))
  }

  /** Goes on where either side may. */
  #both(test: Node, value: Value, yes: End, no: End): End {
    if (yes.kind !== 'on' && no.kind !== 'on') {
      if (no.kind === 'return') this.mayReturn.push({ test, value: no.value })
      return yes.kind === 'throw' ? no : yes
    }
    const left = yes.kind === 'on' ? no : yes
    if (left.kind === 'on') return on
    if (left.kind === 'return') this.mayReturn.push({ test, value: left.value })
    const { effects } = this.#machine
    effects.conditions = [...effects.conditions, { value, holds: yes.kind === 'on', assumed: true }]
    return on
  }

  #try({ block, finalizer }: TSESTree.TryStatement): End {
    const end = this.#one(block)
    const last = finalizer ? this.#one(finalizer) : on
    return last.kind === 'on' ? (end.kind === 'throw' ? on : end) : last
  }

  #forOf({ left, right, body }: TSESTree.ForOfStatement): End {
    const list = this.#evaluate(right)
    const items = list.kind === 'list' ? list.items : []
    const isOpen = list.kind !== 'list' || list.open
    if (isOpen) this.#notFollowed(right, list)
    return this.#rounds(left, items, body, isOpen && list)
  }

  #forIn({ left, right, body }: TSESTree.ForInStatement): End {
    const record = this.#evaluate(right)
    const entries: readonly Entry[] = record.kind === 'record' ? record.entries : []
    const isOpen = record.kind !== 'record' || record.open
    if (isOpen) this.#notFollowed(right, record)
    return this.#rounds(
      left,
      entries.map(({ key, at }) => literal(key, at)),
      body,
      isOpen && record,
    )
  }

  #rounds(
    left: TSESTree.ForOfStatement['left'] | TSESTree.ForInStatement['left'],
    items: readonly Value[],
    body: Node,
    more: Value | false,
  ): End {
    const pattern = left.type === 'VariableDeclaration' ? left.declarations[0].id : left
    for (const item of items) {
      this.#set(pattern, item)
      const end = this.#round(body)
      if (end) return end
    }
    if (more) this.#lose(body, more, () => this.#set(pattern, ungiven({ node: pattern, program: this.#program })))
    return on
  }

  #for(node: TSESTree.ForStatement): End {
    const { init, test, update, body } = node
    if (init?.type === 'VariableDeclaration') this.#one(init)
    else if (init) this.#evaluate(init)
    return this.#loop(
      () => (test ? this.#evaluate(test) : literal(true, { node: body, program: this.#program })),
      body,
      () => update && this.#evaluate(update),
      node,
    )
  }

  #loop(test: () => Value, body: Node, update?: () => unknown, around = body): End {
    for (let round = 0; ; round++) {
      const value = test()
      const truth = truthOf(value)
      if (truth === undefined || round > mostRounds) {
        this.#notFollowed(body, value)
        this.#lose(body, value, undefined, around)
      }
      if (truth !== true || round > mostRounds) return on
      const end = this.#round(body)
      if (end) return end
      update?.()
    }
  }

  /** How a loop ends with this round; undefined where it does not. */
  #round(body: Node): End | undefined {
    const end = this.#one(body)
    if (end.kind === 'break') return on
    return end.kind === 'return' || end.kind === 'throw' ? end : undefined
  }

  /** A loop over what is not known: what its rounds do is not known either. */
  #notFollowed(node: Node, value: Value): void {
    const at = { node, program: this.#program }
    this.#machine.effects.emit(
      { kind: 'call', callee: { kind: 'symbol', name: 'for', at }, args: [value], isNew: false, at },
      this.#machine,
    )
  }

  /** What is set in what may be done, or done again and again, is not known from there on; what methods change is as once, or as before. */
  #lose(node: Node, value: Value, begin: () => void = () => undefined, around = node): void {
    if (!this.#machine.isExact) return
    const program = this.#program
    const at = { node, program }
    const after = this.#isOfReader(node) ? this.#afterRound(node, value, begin, around) : new Map<Binding, Value>()
    for (const [binding, before] of this.#inPlace.mentionedIn(node))
      this.#scope.assign(binding, either(node, conditionText(at), [after.get(binding) ?? before, before], at))
    if (returns(node)) this.mayReturn.push({ test: node, value: unknown('a loop may return something else', { node, program }) })
    this.#scope.open(around, program)
  }

  /** Whether something is mentioned that its methods change, or that a library gave: what is done to anything else is not followed. */
  #isOfReader(node: Node): boolean {
    return [...this.#scope.namedIn(node, this.#program)].some(
      ([, value]) => this.#machine.isChangedByCalls(value) || (value.kind === 'symbol' && !value.declared),
    )
  }

  /** What methods have changed when it was done once. */
  #afterRound(node: Node, value: Value, begin: () => void, around: Node): ReadonlyMap<Binding, Value> {
    this.#machine.budget.spend(3 * this.#scope.size)
    const returned = this.mayReturn.length
    const run = (): ReadonlyMap<Binding, Value> =>
      this.#machine.effects.under({ value, holds: true, assumed: false }, () => {
        begin()
        this.all(node.type === 'SwitchCase' ? node.consequent : [node])
        return new Map(this.#inPlace.mentionedIn(node))
      })
    const after = this.#scope.once(around, this.#program, run).value
    this.mayReturn.length = returned
    return after
  }

  #switch({ discriminant, cases }: TSESTree.SwitchStatement): End {
    const value = this.#evaluate(discriminant)
    const tests = cases.map(({ test }) => (test ? this.#evaluate(test) : undefined))
    if (value.kind !== 'literal' || tests.some((test) => test && test.kind !== 'literal')) {
      this.#notFollowed(discriminant, value)
      for (const one of cases) this.#lose(one, value)
      return on
    }
    const hit = tests.findIndex((test) => test?.kind === 'literal' && test.value === value.value)
    const from = hit < 0 ? tests.indexOf(undefined) : hit
    if (from < 0) return on
    const end = this.all(cases.slice(from).flatMap(({ consequent }) => consequent))
    return end.kind === 'break' ? on : end
  }
}
