import { conditionText } from '../sent-conditions.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isUnder, type Node } from '../nodes.ts'
import { outcomesOf } from '../outcomes.ts'
import { passedBefore } from '../passed.ts'
import type { Binding, Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { either, isSpread, recordFrom, recordParts, spreadParts } from './collections.ts'
import type { Machine } from './machine.ts'
import { takeApart } from './patterns.ts'
import { Scope } from './scope.ts'
import { isDecision, truthOf, type Kind, type Value } from './value.ts'

/** Several of the same: a function may come back with as many things. */
const mostWays = 30

/** What a constant is where it is used, without what the program has ruled out on the way there: `if (!result.ok) return`. */
export function narrowed(
  machine: Machine,
  binding: Binding,
  whole: Value,
  { node: use, program }: Located,
  scope: Scope | undefined,
): Value {
  const { node: declarator, kind } = binding
  if (kind !== 'const' || declarator.type !== 'VariableDeclarator' || !declarator.init || !mayBeSeveral(whole)) return whole
  const names = namesOf(declarator, program)
  const asked = [...passedBefore(use, program, machine.modules)].flatMap(({ node, isTrue, isGuessed, each }) => {
    if (isTrue === undefined || isGuessed || each) return []
    return outcomesOf({ test: node, isTrue }, program).filter(({ test }) =>
      names.some((name) => program.usesOf(name).some((one) => isUnder(one, test))),
    )
  })
  if (asked.length === 0) return whole
  const reader = machine.reader(program, scope)
  const named = (value: Value): Scope => {
    const inner = new Scope(scope, undefined, scope?.depth ?? 0)
    takeApart(declarator.id, value, program, reader, (one, part) => inner.declare(one, part))
    return inner
  }
  const isOut = (value: Value): boolean => {
    const inner = named(value)
    return asked.some(({ test, isTrue }) => truthOf(machine.evaluate({ node: test, program }, inner)) === !isTrue)
  }
  const left = new Ways(isOut).of(machine.evaluate({ node: declarator.init, program }, scope))
  return (left && named(left).get(binding)) ?? whole
}

function mayBeSeveral(value: Value): boolean {
  return value.kind === 'choice' || isDecision(value) || (value.kind === 'record' && choiceIn(value) !== undefined)
}

/** All names of a declaration, which no part of the program changes. */
function namesOf({ id }: TSESTree.VariableDeclarator, program: Program): readonly Binding[] {
  const names: Binding[] = []
  const open: Node[] = [id]
  for (let next = open.pop(); next; next = open.pop()) {
    const pattern = bare(next)
    const name = program.named(pattern)
    if (name) names.push(name)
    else if (pattern.type === 'ObjectPattern')
      open.push(...pattern.properties.map((one) => (one.type === 'Property' ? one.value : one.argument)))
  }
  return names.filter(({ writes }) => writes.length === 0)
}

/** The ways that a value may be which are not ruled out. */
class Ways {
  readonly #isOut: (value: Value) => boolean
  #left = mostWays

  constructor(isOut: (value: Value) => boolean) {
    this.#isOut = isOut
  }

  of(value: Value): Value | undefined {
    if (this.#left-- <= 0) return value
    if (value.kind === 'choice') return this.#kept(value.key, value.on, value.of, value)
    const [test, yes, no] = isDecision(value) && value.callee.name === '?:' ? value.args : []
    if (test && yes && no) return this.#kept(value.at.node, conditionText(test.at), [yes, no], value)
    const spread = value.kind === 'record' ? choiceIn(value) : undefined
    if (value.kind === 'record' && spread)
      return this.#kept(
        spread.key,
        spread.on,
        spread.of.map((way) => withWay(value, spread, way)),
        value,
      )
    return this.#isOut(value) ? undefined : value
  }

  #kept(key: object, on: string, ways: readonly Value[], whole: Value): Value | undefined {
    const kept = ways.map((way) => this.of(way))
    if (kept.every((one, i) => one === ways[i])) return whole
    const left = kept.filter((one) => one !== undefined)
    return left.length > 1 ? either(key, on, left, whole.at) : left[0]
  }
}

function choiceIn(record: Kind<'record'>): Kind<'choice'> | undefined {
  return recordParts(record)
    .flatMap((part) => (isSpread(part) && part.spread.kind === 'choice' ? [part.spread] : []))
    .at(0)
}

function withWay(record: Kind<'record'>, spread: Value, way: Value): Value {
  return recordFrom(
    recordParts(record).flatMap((part) => (isSpread(part) && part.spread === spread ? spreadParts(way) : [part])),
    record.at,
  )
}
