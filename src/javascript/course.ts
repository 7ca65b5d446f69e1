import type { TSESTree } from '@typescript-eslint/utils'
import { callsOfOwn } from './changers.ts'
import { adds, inOrder, isAlways, isConditional, isLoop, isRepeating, unlabeled } from './course-nodes.ts'
import { isFunction, isUnder, type FunctionNode, type Node } from './nodes.ts'
import { keyOf } from './keys.ts'
import type { Binding, Program } from './program.ts'
import { changed, either, lost, start, type Held, type Passage } from './state.ts'

type State = Held | undefined

/** More than this in one function is not followed. */
const maxSteps = 20_000
/** More than this for one variable, over all of its uses, neither. */
const maxSpent = 30_000

/** What a variable holds where it is used; `handed` is where others get hold of it, who may change it. */
export function heldAt(binding: Binding, use: Node, program: Program, handed: readonly Node[] = []): Held {
  const key = handed.length > 0 ? keyOf(use, binding.node) : use
  const held = known.get(key) ?? follow(binding, use, program, [...binding.writes, ...handed])
  known.set(key, held)
  return held
}

const known = new WeakMap<object, Held>()
const spent = new WeakMap<Binding, number>()

/** A variable that is changed and used all along a function is followed to a part of its uses. */
function follow(binding: Binding, use: Node, program: Program, writes: readonly Node[]): Held {
  const before = spent.get(binding) ?? 0
  if (before > maxSpent) return lost
  const course = new Course(binding, use, program, writes)
  const held = course.run()
  spent.set(binding, before + course.steps)
  return held
}

interface Jump {
  readonly to: Node | undefined
  readonly isBreak: boolean
  readonly state: Held
}

/** Goes through the function of a variable in the order in which it runs. A state is undefined where nothing comes by. */
class Course {
  readonly #binding: Binding
  readonly #program: Program
  readonly #home: FunctionNode | undefined
  readonly #writes: ReadonlySet<Node>
  /** The use, or the function that it is in, which may run at any time from then on. */
  readonly #anchor: Node
  readonly #isLate: boolean
  /** Functions that change the variable, at any time from then on. */
  readonly #changers = new Set<Node>()
  /** Those of them that run where they are called and nowhere else, by these calls. */
  readonly #runs = new Map<Node, FunctionNode>()
  #passages: readonly Passage[] = []
  /** What matters: all around writes, uses and jumps. */
  readonly #marked = new Set<Node>()
  readonly #rounds: Node[] = []
  readonly #tries: Held[][] = []
  #jumps: Jump[] = []
  #seen: Held[] = []
  #isObserved = false
  #isTainted = false
  #depth = 0
  steps = 0

  constructor(binding: Binding, use: Node, program: Program, writes: readonly Node[]) {
    this.#binding = binding
    this.#program = program
    this.#home = program.functionAround(binding.node)
    this.#writes = new Set(writes)
    const foreign = this.#foreignAround(use)
    this.#anchor = foreign ?? use
    this.#isLate = foreign !== undefined
    for (const write of writes) {
      const changer = this.#foreignAround(write)
      if (changer && !this.#isRun(changer)) this.#changers.add(changer)
      this.#mark(changer && this.#changers.has(changer) ? changer : write)
    }
    this.#mark(this.#anchor)
    this.#mark(binding.node)
  }

  /** Whether a function that changes the variable does so where its home calls it. */
  #isRun(changer: Node): boolean {
    const calls = isFunction(changer) && changer !== this.#anchor ? callsOfOwn(changer, this.#program) : undefined
    if (!isFunction(changer) || !calls || calls.some((call) => this.#foreignAround(call) !== undefined)) return false
    for (const call of calls) {
      this.#runs.set(call, changer)
      this.#mark(call)
    }
    return true
  }

  run(): Held {
    if ([...this.#changers].some(({ type }) => type === 'FunctionDeclaration')) return lost
    if (this.#anchor.type === 'FunctionDeclaration') this.#isObserved = true
    const parts = this.#home ? [...this.#home.params, this.#home.body] : this.#program.ast.body
    this.#all(parts, lost)
    if (this.steps > maxSteps) return lost
    return this.#join(keyOf(this.#anchor, this.#binding.node), 'the order of calls', [...new Set(this.#seen)].reverse()) ?? lost
  }

  /** The outermost function around a node that does not run where it stands. */
  #foreignAround(node: Node): Node | undefined {
    let found: Node | undefined
    for (const ancestor of this.#program.ancestors(node)) {
      if (ancestor === this.#home) break
      if (isFunction(ancestor) ? !isRepeating(ancestor, this.#program) : ancestor.type === 'PropertyDefinition') found = ancestor
    }
    return found
  }

  #mark(node: Node): void {
    this.#marked.add(node)
    for (const ancestor of this.#program.ancestors(node)) {
      if (ancestor === this.#home || this.#marked.has(ancestor)) return
      this.#marked.add(ancestor)
    }
  }

  #matters(node: Node): boolean {
    return this.#marked.has(node) || this.#program.jumping.has(node)
  }

  #all(nodes: readonly Node[], from: State): State {
    return nodes.reduce<State>((state, node) => this.#go(node, state), from)
  }

  #go(node: Node, from: State): State {
    if (!from || !this.#matters(node)) return from
    if (++this.steps > maxSteps) return lost
    if (node === this.#anchor) this.#observe(from)
    if (this.#changers.has(node)) {
      this.#isTainted = true
      return this.#to(lost)
    }
    if (isFunction(node) || node.type === 'PropertyDefinition') return from
    const after = this.#through(node, from)
    if (node === this.#binding.node) return after && this.#to(this.#isTainted ? lost : start)
    return after && this.#writes.has(node) && !isConditional(node) ? this.#change(node, after) : after
  }

  #observe(state: Held): void {
    this.#seen.push(state)
    if (this.#isLate) this.#isObserved = true
  }

  /** Notes a new state, for those who may see it from elsewhere. */
  #to(state: Held): Held {
    for (const states of this.#tries) states.push(state)
    if (this.#isObserved) this.#seen.push(state)
    return state
  }

  #change(by: Node, before: Held): Held {
    if (this.#isTainted) return this.#to(lost)
    return this.#to(changed(before, by, this.#depth > 0, this.#passages))
  }

  #join(key: object, on: Node | string, states: readonly State[], isTest = false): State {
    const reached = states.filter((state) => state !== undefined)
    const different = [...new Set(reached)]
    if (different.length < 2) return different[0]
    if (different.some(({ kind }) => kind === 'lost')) return lost
    const shared = different.length === reached.length ? key : keyOf(key, this.#binding.node)
    return either({ key: this.#keyNow(shared), on, isTest: isTest && states[0] !== undefined, of: different })
  }

  /** The first round of a loop decides apart from the next. */
  #keyNow(key: object): object {
    return this.#rounds.reduce<object>(keyOf, key)
  }

  #through(node: Node, from: Held): State {
    switch (node.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        return this.#branches(node, from)
      case 'LogicalExpression': {
        const left = this.#go(node.left, from)
        return this.#join(node, node.left, [this.#go(node.right, left), left], node.operator === '&&')
      }
      case 'ChainExpression':
        return this.#join(node, node, [this.#go(node.expression, from), from])
      case 'AssignmentPattern':
        return this.#go(node.left, this.#join(node, node.left, [this.#go(node.right, from), from]))
      case 'AssignmentExpression':
        return this.#assigned(node, from)
      case 'CallExpression':
        return this.#called(node, from)
      case 'SwitchStatement':
        return this.#switched(node, from)
      case 'TryStatement':
        return this.#tried(node, from)
      case 'LabeledStatement': {
        const rest = this.#jumps.length
        const state = this.#go(node.body, from)
        return this.#join(node, `${node.label.name}:`, [state, ...this.#arrived(rest, node, true)])
      }
      case 'BreakStatement':
      case 'ContinueStatement':
        this.#jumps.push({ to: this.#target(node), isBreak: node.type === 'BreakStatement', state: from })
        return undefined
      case 'ReturnStatement':
      case 'ThrowStatement': {
        const state = node.argument ? this.#go(node.argument, from) : from
        const callback = this.#program.functionAround(node)
        if (state && callback !== this.#home && node.type === 'ReturnStatement') this.#jumps.push({ to: callback, isBreak: false, state })
        return undefined
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.#looped(node, from)
      default:
        return this.#all(inOrder(node), from)
    }
  }

  #branches(node: TSESTree.IfStatement | TSESTree.ConditionalExpression, from: Held): State {
    const tested = this.#go(node.test, from)
    const other = node.alternate ? this.#go(node.alternate, tested) : tested
    return this.#join(node, node.test, [this.#go(node.consequent, tested), other], true)
  }

  #assigned(node: TSESTree.AssignmentExpression, from: Held): State {
    const left = node.left.type === 'Identifier' ? from : this.#go(node.left, from)
    const right = this.#go(node.right, left)
    if (!isConditional(node)) return right === left ? right : right && lost
    const done = right && this.#writes.has(node) ? this.#change(node, right) : right
    return this.#join(node, node.left, [done, left])
  }

  #called(node: TSESTree.CallExpression, from: Held): State {
    const callback = node.arguments[0]
    const own = this.#runs.get(node)
    if (own) return this.#within({ call: node, to: own }, this.#all(inOrder(node), from))
    if (!isFunction(callback) || !isRepeating(callback, this.#program)) return this.#all(inOrder(node), from)
    const list = this.#go(node.callee, from)
    const on = node.callee.type === 'MemberExpression' ? node.callee.object : node
    return list && this.#repeated(callback, on, list, (state) => [state, this.#all([...callback.params, callback.body], state)])
  }

  /** What a function does that is called. */
  #within(passage: Passage, from: State): State {
    const { call, to } = passage
    const [rest, before] = [this.#jumps.length, this.#passages]
    if (!from || before.length > 0) return from && this.#to(lost)
    this.#passages = [...before, passage]
    this.#rounds.push(call)
    const end = this.#all([...to.params, to.body], from)
    const state = this.#join(keyOf(call, to), 'return', [end, ...this.#arrived(rest, to, false)])
    this.#rounds.pop()
    this.#passages = before
    return state
  }

  /** Each case is come to by its value, or from the one before it. */
  #switched(node: TSESTree.SwitchStatement, from: Held): State {
    const rest = this.#jumps.length
    const asked = this.#all([node.discriminant, ...node.cases.flatMap(({ test }) => test ?? [])], from)
    const entry = asked === from ? from : this.#join(keyOf(node, node.discriminant), node.discriminant, [asked, from])
    let state: State
    for (const one of node.cases) state = this.#all(one.consequent, this.#join(one, node.discriminant, [state, entry]))
    const isComplete = node.cases.some(({ test }) => test === null)
    return this.#join(node, node.discriminant, [...this.#arrived(rest, node, true), state, isComplete ? undefined : entry])
  }

  /** Whatever may be thrown is thrown in any of the states that were come to. */
  #tried(node: TSESTree.TryStatement, from: Held): State {
    const rest = this.#jumps.length
    const thrown = [from]
    this.#tries.push(thrown)
    const done = this.#go(node.block, from)
    if (node.finalizer) thrown.push(...this.#jumps.slice(rest).map(({ state }) => state))
    const caught = node.handler ? this.#go(node.handler.body, this.#anyOf(node, thrown)) : undefined
    this.#tries.pop()
    const end = this.#join(node, 'try', [done, caught])
    if (!node.finalizer || !this.#matters(node.finalizer)) return end
    const left = this.#go(node.finalizer, this.#anyOf(node.finalizer, thrown))
    this.#jumps = this.#jumps.flatMap((jump, i) => (i < rest ? [jump] : left ? [{ ...jump, state: left }] : []))
    return this.#go(node.finalizer, end)
  }

  #anyOf(node: Node, states: readonly Held[]): State {
    return this.#join(keyOf(node, this.#binding.node), 'try', [...new Set(states)].reverse())
  }

  #looped(node: TSESTree.ForStatement | TSESTree.ForInStatement | TSESTree.ForOfStatement | While, from: Held): State {
    switch (node.type) {
      case 'ForStatement': {
        const begun = node.init ? this.#go(node.init, from) : from
        const round = (state: Held): Round => {
          const tested = node.test ? this.#go(node.test, state) : state
          const back = this.#continued(node, this.#go(node.body, tested))
          return [isAlways(node.test) ? undefined : tested, node.update ? this.#go(node.update, back) : back]
        }
        return begun && this.#repeated(node, node.test ?? 'a loop', begun, round)
      }
      case 'WhileStatement':
        return this.#repeated(node, node.test, from, (state) => {
          const tested = this.#go(node.test, state)
          return [isAlways(node.test) ? undefined : tested, this.#continued(node, this.#go(node.body, tested))]
        })
      case 'DoWhileStatement':
        return this.#repeated(node, node.test, from, (state) => {
          const end = this.#go(node.test, this.#continued(node, this.#go(node.body, state)))
          return [undefined, end]
        })
      case 'ForInStatement':
      case 'ForOfStatement': {
        const round = (state: Held): Round => [state, this.#continued(node, this.#all([node.left, node.body], this.#set(node, state)))]
        const over = this.#go(node.right, from)
        return over && this.#repeated(node, node.right, over, round)
      }
      default:
        return from
    }
  }

  /** `for (text of list)`. */
  #set(loop: Node, state: Held): Held {
    return this.#writes.has(loop) ? this.#to(lost) : state
  }

  #continued(loop: Node, state: State): State {
    return this.#join(keyOf(loop, loop), 'continue', [state, ...this.#arrived(0, loop, false)])
  }

  /** What a loop may end with. What it only adds is added once or not at all; else its second round goes on from the first. */
  #repeated(loop: Node, on: Node | string, from: Held, round: (state: Held) => Round): State {
    const [rest, seen] = [this.#jumps.length, this.#seen.length]
    const isOwn = isUnder(this.#binding.node, loop)
    const isTwice = !isOwn && (isUnder(this.#anchor, loop) || [...this.#writes].some((write) => isUnder(write, loop) && !adds(write)))
    if (!isOwn) this.#depth++
    if (isTwice) this.#rounds.push(loop)
    const turn = (state: Held): Round => {
      const [out, back] = round(state)
      return [out, this.#join(keyOf(loop, loop), 'return', [back, ...this.#arrived(rest, loop, false)])]
    }
    let [out, back] = turn(from)
    if (isTwice) {
      this.#rounds.pop()
      const left = this.#jumps.slice(rest)
      this.#jumps.length = rest
      if (!this.#isLate) this.#seen.length = seen
      const again = this.#join(keyOf(loop, this.#binding.node), on, [back, from])
      if (again) [out, back] = loop.type === 'DoWhileStatement' ? turn(again) : [turn(again)[0], undefined]
      else this.#jumps.push(...left)
    }
    if (!isOwn) this.#depth--
    const isEndless = out === undefined && loop.type !== 'DoWhileStatement'
    return this.#join(loop, on, [isEndless ? undefined : back, out, ...this.#arrived(rest, loop, true)])
  }

  /** The states of the jumps that come to a place, which are done with. */
  #arrived(rest: number, to: Node, isBreak: boolean): Held[] {
    const isHere = (jump: Jump, i: number): boolean => i >= rest && jump.to === to && jump.isBreak === isBreak
    const states = this.#jumps.filter(isHere).map(({ state }) => state)
    if (states.length > 0) this.#jumps = this.#jumps.filter((jump, i) => !isHere(jump, i))
    return states
  }

  #target(node: TSESTree.BreakStatement | TSESTree.ContinueStatement): Node | undefined {
    for (const ancestor of this.#program.ancestors(node)) {
      if (node.label) {
        if (ancestor.type !== 'LabeledStatement' || ancestor.label.name !== node.label.name) continue
        return node.type === 'BreakStatement' ? ancestor : unlabeled(ancestor)
      }
      if (isLoop(ancestor) || (ancestor.type === 'SwitchStatement' && node.type === 'BreakStatement')) return ancestor
    }
    return undefined
  }
}

type While = TSESTree.WhileStatement | TSESTree.DoWhileStatement

/** The state in which the test of a loop may end it before the round, and the one after the round. */
type Round = readonly [out: State, back: State]
