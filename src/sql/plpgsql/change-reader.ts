import type { Block, Change, Test } from '../../catalog/change.ts'
import { isWithin } from '../../catalog/place.ts'
import type { Query, Term } from '../../query/query.ts'
import type { SqlEngine } from '../engine.ts'
import { sliceText, type HostText } from '../host-text.ts'
import type { Range } from '../lexer.ts'
import { splitScript } from '../script.ts'
import { Expressions, outputOf } from './expressions.ts'
import { assignedIn, hasExit, type Instruction } from './instruction.ts'
import { Questions } from './questions.ts'
import { relocate } from './relocate.ts'
import { roundsOf } from './rounds.ts'
import { forget, found, join, settled, type Scope } from './scope.ts'
import { shapesNothing, shapeless, unreadReasons } from './shapes.ts'
import { headOf, textOf } from './texts.ts'
import { allOf, anyOf, negated, never, testsOf, type Truth } from './truth.ts'

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>

/** Where an instruction stands. */
interface Context {
  readonly guards: readonly Test[]
  readonly block: Block | undefined
  /** What the variables hold, which instructions change. */
  readonly scope: Scope
  readonly inLoop: boolean
}

interface Outcome {
  readonly changes: readonly Change[]
  /** When a RETURN has ended the whole. */
  readonly returns: Truth
  /** When a CONTINUE has ended the round of a loop. */
  readonly skips: Truth
}

/** How many rounds of loops a block is followed through. */
const maxRounds = 1000

const nothing: Outcome = { changes: [], returns: false, skips: false }

/** What the instructions of a body do to the schema; ranges are those of the file. */
export class ChangeReader {
  readonly #body: HostText
  readonly #engine: Pick<SqlEngine, 'parse'>
  readonly #expressions: Expressions
  readonly #questions: Questions
  #statements = 0
  #rounds = 0

  constructor(body: HostText, engine: Pick<SqlEngine, 'parse'>) {
    this.#body = body
    this.#engine = engine
    this.#expressions = new Expressions(body.text, engine)
    this.#questions = new Questions((term, scope) => textOf(term, scope, body)?.text)
  }

  read(instruction: Instruction): Change[] {
    const { changes } = this.#instruction(instruction, { guards: [], block: undefined, scope: new Map(), inLoop: false })
    const reached = changes.filter((change) => change.guards?.includes(never) !== true)
    // What only asks whether to go on is of no interest where nothing follows.
    const last = reached.findLastIndex((change) => !isLeaving(change))
    return reached.slice(0, last + 1)
  }

  #list(list: readonly Instruction[], context: Context): Outcome {
    return inTurn(list, context, (instruction, here) => this.#instruction(instruction, here))
  }

  #instruction(instruction: Instruction, context: Context): Outcome {
    switch (instruction.kind) {
      case 'block':
        return this.#block(instruction, context)
      case 'if':
        return this.#if(instruction, context)
      case 'loop':
        return this.#loop(instruction, context)
      case 'return':
        return { ...nothing, returns: true }
      case 'continue':
        return this.#continue(instruction, context)
      case 'exit':
        return context.inLoop ? nothing : this.#unread(unreadReasons.exit, instruction.range, context)
      case 'raise':
        // Limit: a migration is taken to succeed, so RAISE EXCEPTION is taken not to be reached.
        return nothing
      case 'call':
        return this.#unread(unreadReasons.call, instruction.range, context)
      case 'assign':
        if (instruction.variable !== undefined) this.#assign(instruction.variable, this.#expressions.term(instruction.value), context.scope)
        return nothing
      case 'execute':
        return this.#execute(instruction, context)
      case 'sql':
        return this.#sql(instruction, context)
    }
  }

  #assign(name: string, term: Term | undefined, scope: Scope): void {
    const value = term && settled(term, scope)
    forget(scope, [name])
    scope.set(name, value)
  }

  #unread(reason: string, range: Range, context: Context): Outcome {
    return { ...nothing, changes: [placed({ kind: 'unread', reason, range: this.#body.hostRange(range) }, context)] }
  }

  #block({ declarations, body, handlers }: Of<'block'>, context: Context): Outcome {
    const scope: Scope = new Map(context.scope)
    for (const { name, value } of declarations) this.#assign(name, value && this.#expressions.term(value), scope)
    const caught: Block = {
      outer: context.block,
      handlers: handlers.map((h) => ({ conditions: h.conditions, raises: h.body.some((i) => i.kind === 'raise' && i.fails) })),
    }
    const inside = this.#list(body, { ...context, scope, block: handlers.length > 0 ? caught : context.block })
    // Where an error was caught, it came before any RETURN.
    const passes = handlers.map((_, by): Truth => ({ not: { caught, by } }))
    const outcomes = [{ ...inside, returns: allOf([...passes, inside.returns]), skips: allOf([...passes, inside.skips]) }]
    const ways = [scope]
    handlers.forEach((handler, by) => {
      const way: Scope = new Map(scope)
      forget(way, assignedIn(body))
      const rescue: Test = { caught, by }
      const { changes, returns, skips } = this.#list(handler.body, { ...context, scope: way, guards: [...context.guards, rescue] })
      outcomes.push({ changes, returns: allOf([rescue, returns]), skips: allOf([rescue, skips]) })
      ways.push(way)
    })
    join(scope, ways)
    const own = new Set(declarations.map(({ name }) => name))
    for (const [key, term] of scope) if (!own.has(key.split('.')[0] ?? key)) context.scope.set(key, term)
    return together(outcomes)
  }

  #if({ of, branches, otherwise }: Of<'if'>, context: Context): Outcome {
    const outcomes: Outcome[] = []
    const doubts: (readonly Change[])[] = []
    const ways: Scope[] = []
    let passed: readonly Truth[] = []
    for (const { condition, body } of branches) {
      const here = { ...context, guards: [...context.guards, ...testsOf(passed)] }
      const { test, doubt } = this.#decide(condition, of === undefined, here, !onlyLeaves(body))
      doubts.push(doubt)
      outcomes.push(this.#way(body, context, [...passed, test], ways))
      passed = [...passed, negated(test)]
    }
    outcomes.push(this.#way(otherwise, context, passed, ways))
    join(context.scope, ways)
    const shapes = outcomes.some(({ changes }) => changes.length > 0)
    const listed = doubts.map((changes) => changes.filter((change) => shapes || isLeaving(change)))
    return together(outcomes.map((outcome, i) => ({ ...outcome, changes: [...(listed[i] ?? []), ...outcome.changes] })))
  }

  /** One way through an IF, with variables of its own. */
  #way(list: readonly Instruction[], context: Context, taken: readonly Truth[], ways: Scope[]): Outcome {
    const scope: Scope = new Map(context.scope)
    const guards = [...context.guards, ...testsOf(taken)]
    const { changes, returns, skips } = this.#list(list, { ...context, scope, guards })
    if (returns !== true && skips !== true) ways.push(scope)
    return { changes, returns: allOf([...taken, returns]), skips: allOf([...taken, skips]) }
  }

  /** What a condition comes to; a doubt is listed where it is only taken to come to that. */
  #decide(condition: Range, isTold: boolean, context: Context, assumed: boolean): { test: Truth; doubt: readonly Change[] } {
    const reason = assumed ? unreadReasons.condition : unreadReasons.leaving
    const term = isTold ? this.#expressions.term(condition) : undefined
    if (!term) return { test: assumed, doubt: this.#unread(reason, condition, context).changes }
    const [most, least] = [this.#questions.ask(term, context.scope, true), this.#questions.ask(term, context.scope, false)]
    const test = assumed ? most.truth : least.truth
    const matters = allOf([most.truth, negated(least.truth)])
    if (!most.guessed || matters === false) return { test, doubt: [] }
    const isInside = isWithin(most.guessed, condition)
    return {
      test,
      doubt: this.#unread(reason, isInside ? most.guessed : condition, { ...context, guards: [...context.guards, ...testsOf([matters])] })
        .changes,
    }
  }

  #continue({ when }: Of<'continue'>, context: Context): Outcome {
    if (!when) return { ...nothing, skips: true }
    const { test, doubt } = this.#decide(when, true, context, false)
    return { ...nothing, changes: doubt, skips: test }
  }

  #loop({ head, body }: Of<'loop'>, context: Context): Outcome {
    const rounds = hasExit(body) ? undefined : roundsOf(head, this.#body.text, context.scope, this.#expressions)
    this.#rounds += rounds?.length ?? 0
    if (rounds && this.#rounds <= maxRounds) {
      const outcome = inTurn(rounds, context, (round, here) => {
        for (const [name, term] of round) here.scope.set(name, term)
        return { ...this.#list(body, { ...here, inLoop: true }), skips: false }
      })
      forget(context.scope, [...head.variables, found])
      return { ...outcome, changes: outcome.changes.every(isLeaving) ? [] : withoutRepeats(outcome.changes) }
    }
    forget(context.scope, [...head.variables, ...assignedIn(body), found])
    const { changes } = this.#list(body, { ...context, scope: new Map(context.scope), inLoop: true })
    return changes.every(isLeaving) ? nothing : this.#unread(unreadReasons.loop, head.range, context)
  }

  #execute({ text, into, range }: Of<'execute'>, context: Context): Outcome {
    const { scope } = context
    const term = this.#expressions.term(text)
    const known = term && textOf(term, scope, this.#body)
    const isHarmless = term && shapesNothing.test(headOf(term, scope, this.#body))
    forget(scope, into)
    if (!known) return isHarmless ? nothing : this.#unread(unreadReasons.execute, range, context)
    const pieces = splitScript(known.text).statements.map((piece) => sliceText(known, piece.text, piece.start))
    return { ...nothing, changes: pieces.flatMap((piece) => this.#statement(piece, range, context)) }
  }

  #sql({ word, into, intoRange, range }: Of<'sql'>, context: Context): Outcome {
    const { scope } = context
    const text = sliceText(this.#body, this.#body.text.slice(...range), range[0])
    if (!shapeless.has(word)) return { ...nothing, changes: this.#statement(text, range, context) }
    const query = queries.has(word) ? this.#expressions.query(range, intoRange) : undefined
    const settles = query && settled(query, scope)
    forget(scope, [...into, ...(setsFound.has(word) ? [found] : [])])
    if (settles) this.#take(settles, into, scope)
    if (word !== 'perform' || !/set_config/i.test(text.text)) return nothing
    const set = this.#statement({ ...text, text: text.text.replace(/^perform/i, 'select ') }, range, context)
    return { ...nothing, changes: set.filter(({ kind }) => kind === 'search path' || kind === 'set') }
  }

  /** What SELECT … INTO puts in variables, and FOUND. */
  #take(query: Query, into: readonly string[], scope: Scope): void {
    const { range } = query
    const [name, ...others] = into
    const plain = query.kind === 'select' && query.from.length === 0 && !query.where ? query.output : []
    if (name !== undefined && others.length === 0) scope.set(name, outputOf(query) ?? { kind: 'subquery', query, array: false, range })
    else plain.forEach((output, i) => scope.set(into[i] ?? '', output.kind === 'term' ? output.term : undefined))
    scope.set(found, { kind: 'condition', condition: { kind: 'exists', query, range }, range })
  }

  #statement(text: HostText, range: Range, context: Context): Change[] {
    const parsed = this.#engine.parse(text.text)
    if (!parsed.ok) return [...this.#unread(`Postgres would refuse it: ${parsed.error.message}`, range, context).changes]
    const changes = parsed.value.flatMap((statement) => statement.changes).filter(({ kind }) => kind !== 'transaction')
    // A block inside has statements of its own.
    let inner: number | undefined = -1
    return relocate(changes, (of) => text.hostRange(of)).map((change) => {
      if (change.statement !== inner) this.#statements++
      inner = change.statement
      return placed(change, context, this.#statements)
    })
  }
}

const queries: ReadonlySet<string> = new Set(['select', 'perform', 'with', 'values', 'table'])
const setsFound: ReadonlySet<string> = new Set([
  'select',
  'perform',
  'with',
  'values',
  'table',
  'insert',
  'update',
  'delete',
  'merge',
  'fetch',
  'move',
])
const leaving: ReadonlySet<string> = new Set([unreadReasons.leaving, unreadReasons.exit])

function isLeaving(change: Change): boolean {
  return change.kind === 'unread' && leaving.has(change.reason)
}

/** Whether a branch does nothing but end the block. */
function onlyLeaves(body: readonly Instruction[]): boolean {
  return (
    body.some(({ kind }) => kind === 'return' || kind === 'continue') &&
    body.every((i) => ['return', 'continue', 'raise', 'assign'].includes(i.kind) || (i.kind === 'sql' && shapeless.has(i.word)))
  )
}

function placed(change: Change, { guards, block }: Context, statement?: number): Change {
  const all = [...guards, ...(change.guards ?? [])]
  return {
    ...change,
    ...(all.length > 0 && { guards: all }),
    ...(block && { tolerant: change.tolerant ?? block }),
    ...(statement !== undefined && { statement }),
  }
}

function together(outcomes: readonly Outcome[]): Outcome {
  return {
    changes: outcomes.flatMap(({ changes }) => changes),
    returns: anyOf(outcomes.map(({ returns }) => returns)),
    skips: anyOf(outcomes.map(({ skips }) => skips)),
  }
}

/** One after the other, each where none before it has ended the list. */
function inTurn<T>(items: readonly T[], context: Context, run: (item: T, context: Context) => Outcome): Outcome {
  const outcomes: Outcome[] = []
  let goesOn: readonly Truth[] = []
  for (const item of items) {
    const { changes, returns, skips } = run(item, { ...context, guards: [...context.guards, ...testsOf(goesOn)] })
    outcomes.push({ changes, returns: allOf([...goesOn, returns]), skips: allOf([...goesOn, skips]) })
    const ends = anyOf([returns, skips])
    if (ends === true) break
    goesOn = ends === false ? goesOn : [...goesOn, negated(ends)]
  }
  return together(outcomes)
}

/** What a loop leaves open round after round is said once. */
function withoutRepeats(changes: readonly Change[]): Change[] {
  const said = new Set<string>()
  return changes.filter((change) => {
    if (change.kind !== 'unread') return true
    const at = `${change.range.join()} ${change.reason}`
    return !said.has(at) && said.add(at)
  })
}
