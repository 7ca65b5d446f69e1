import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction } from '../../javascript/called.ts'
import { triedByEffect } from '../../javascript/effect.ts'
import { givenThrough } from '../../javascript/generic-results.ts'
import { givesOneByOne } from '../../javascript/going-on.ts'
import { noModules } from '../../javascript/modules.ts'
import {
  awaited,
  bare,
  hasName,
  isFunction,
  isUnder,
  nothingIn,
  pathOf,
  propertyName,
  rootOf,
  soleResult,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import { endsOf } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import { wordsOf } from '../../query/program-text.ts'
import { isWritten, runBy, type SqlNames } from './libraries.ts'

/** Methods that run a function for each of several, or only where something has failed, or later. */
const runsOtherwise = /^(?:map|flatMap|filter|forEach|some|every|find\w*|reduce\w*|sort|toSorted|then|catch|finally|on|once|each)$/
/** What is called so hands on a client: `db.use((client) => client.query(…))`. */
const handsClient = /^(?:use|using|with|run)$/
const inTransaction = /transact|^(?:tx|trx)$/i
/** What is called so gives what the function gives, and not whether that went well. */
const givesOn =
  /^(?:transaction\w*|tx|trx|retry|retries|retrying|with|run|span|trace|measure|timed|lock|locked|exclusive|cached|as|in|under|scope|context|gen)$/
const mostNodes = 200

/**
 * What a call gives that runs a function written in its place, and gives what that gives: `retry(() => find(id))`,
 * `db.transaction(async (tx) => { … return row })`. Of a function that is not in sight it is guessed; what builds a query is none.
 */
export function givenInside(call: TSESTree.CallExpression, program: Program, names: SqlNames): readonly Node[] {
  const passed = passedThrough(call, program, names)
  if (passed) return [passed]
  const [run, ...others] = triedByEffect(call, program) ?? call.arguments.filter((one) => isFunction(one))
  if (!run || others.length > 0 || givesOneByOne({ node: run, program }) || !isRunOnce(call, run) || runsText(call, names)) return []
  if (givesOwn(call, run, program, names) === false) return []
  return endsOf(run, program, names.modules).flatMap(({ argument }) => argument ?? [])
}

/** A promise that a call is given, and gives on: `timed('find', find(id))`. */
function passedThrough(call: TSESTree.CallExpression, program: Program, { modules = noModules }: SqlNames): Node | undefined {
  const callee = call.arguments.length === 0 ? undefined : calledFunction(call, program, modules)
  const through = callee && givenThrough(callee.node)
  if (!through || through.isRun || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined
  return call.arguments[through.place]
}

/** `step.run('load', () => find(id))` runs no text. */
function runsText(call: TSESTree.CallExpression, names: SqlNames): boolean {
  const text = runBy(call, names)?.text
  return text !== undefined && (!isPlainText(text) || isWritten(text, names))
}

/** A text that is written where it stands. */
function isPlainText({ type }: Node): boolean {
  return type === 'Literal' || type === 'TemplateLiteral'
}

/** Whether what is asked for is nothing where a query finds nothing: it may be what a call gives that runs a function with it. */
export function isThereWith(asked: Node, rows: Node, program: Program, names: SqlNames): boolean {
  for (let run = program.functionAround(asked); run && !isUnder(rows, run); run = program.functionAround(run)) {
    const call = program.parentOf(run)
    const isInside = call?.type === 'CallExpression' && givenInside(call, program, names).length > 0
    if (isInside && !isNothingInside(call, run, program, names)) return false
  }
  return true
}

/** Whether a call gives nothing where the function gives nothing that it runs, as far as its name or its function tells. */
function isNothingInside(call: TSESTree.CallExpression, run: FunctionNode, program: Program, names: SqlNames): boolean {
  return givesOwn(call, run, program, names) ?? wordsOf(pathOf(call.callee)?.at(-1) ?? '').some((word) => givesOn.test(word))
}

/** Functions that are written with `function` are given what they build as `this`; chains build, too. */
function isRunOnce({ callee }: TSESTree.CallExpression, run: FunctionNode): boolean {
  if (callee.type === 'MemberExpression' && bare(callee.object).type === 'CallExpression') return false
  const name = (callee.type === 'MemberExpression' ? propertyName(callee) : pathOf(callee)?.[0]) ?? ''
  const isPlain = run.type === 'ArrowFunctionExpression' && run.params.length === 0
  const isOfClient = handsClient.test(wordsOf(name)[0] ?? '') && asksWhatIsGiven(run)
  return !runsOtherwise.test(name) && (run.async || run.generator || isPlain || isOfClient || inTransaction.test(name))
}

/** `(client) => client.query(…)` */
function asksWhatIsGiven(run: FunctionNode): boolean {
  const [given, ...others] = run.params
  const result = soleResult(run)
  const asked = result && rootOf(result)
  return given?.type === 'Identifier' && others.length === 0 && asked?.type === 'Identifier' && asked.name === given.name
}

/** Whether a function that is in sight gives what the one gives that it is given: `return await run()`, `return retry(run)`. */
function givesOwn(
  call: TSESTree.CallExpression,
  run: FunctionNode,
  program: Program,
  { modules = noModules }: SqlNames,
): boolean | undefined {
  const callee = calledFunction(call, program, modules)
  if (!callee) return undefined
  const through = givenThrough(callee.node)
  if (through?.isRun && call.arguments[through.place] === run) return true
  const parameter = callee.node.params[call.arguments.findIndex((one) => one === run)]
  if (parameter?.type !== 'Identifier') return false
  const given = endsOf(callee.node, callee.program, modules).flatMap(({ argument }) => argument ?? [])
  const something = given.filter((one) => nothingIn(bare(one)) === undefined)
  return something.length > 0 && something.every((one) => isOfCall(one, parameter.name, callee.program))
}

function isOfCall(expression: Node, name: string, program: Program): boolean {
  const node = awaited(expression)
  if (node.type === 'CallExpression') return hasName(node, name, mostNodes)
  const binding = program.named(node)
  return binding?.writes.length === 0 && binding.init !== undefined && bare(binding.init) !== node && isOfCall(binding.init, name, program)
}
