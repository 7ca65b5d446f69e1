import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, type LocatedFunction } from '../../javascript/called.ts'
import { importedBy } from '../../javascript/imported-as.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, pathOf, rootOf, soleResult, type Node } from '../../javascript/nodes.ts'
import { endsOf } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import { wordsOf } from '../../query/program-text.ts'
import { bytesOf } from './comparisons.ts'
import { constantOf } from './constants.ts'
import type { SqlNames } from './libraries.ts'
import { argumentsIn, denies } from './permitted.ts'
import { verifies } from './signed.ts'

/** A function has said that what somebody sent fits what it was given beside: `await bcrypt.compare(password, user.passwordHash)`. */
export interface Verified {
  readonly kind: 'verified'
  readonly call: TSESTree.CallExpression
  /** What it gave has a name, though it is taken to throw: of a hash that may be the answer. */
  readonly isTaken?: boolean
}

/** Words in the names of functions that say so. */
const fits = /^(?:compar\w*|verif\w*|equals?)$/
/** Words that say so of a secret, or alone: what `checkActive(key, now)` or `matchesPattern(key, pattern)` asks, anybody may pass. */
const fitsSecret = /^(?:match\w*|check\w*|validat\w*|valid|confirm\w*)$/
const ofSecret =
  /^(?:secrets?|pass|passw(?:or)?ds?|passwd|passphrase|pin|tokens?|keys?|hash\w*|digest|signatures?|sig|h?mac|credentials?|t?otp|codes?)$/
const says = /^(?:is|are|does|do|has|it|this|that)$/
/** Words of what a secret looks like, or how two of them are sorted. */
const ofForm = /^(?:lengths?|formats?|patterns?|strength|schemas?|types?|shape|syntax|polic(?:y|ies)|rules?|expir\w*|age|locale)$/
const mayThrow = /^(?:verif\w*|check\w*|validat\w*|confirm\w*|assert|ensure|require)$/
/** Libraries whose functions promise an answer, but for those that are called otherwise. */
const promising = /(?:^|[@/-])(?:bcrypt\w*|argon2?|scrypt\w*)(?:$|[/-])/i
/** Those that answer at once. */
const answering = /^(?:node:)?crypto$/

/** What a function has said to fit where an expression comes out so. */
export function verifiedWhere(expression: Node, isTrue: boolean, program: Program, names: SqlNames): Verified[] {
  const given = isTrue ? constantOf(expression, program) : undefined
  const call = given && awaited(given)
  return given && call?.type === 'CallExpression' && isVerifying(call) && !isPromised(call, given, program, names)
    ? [{ kind: 'verified', call }]
    : []
}

/** What has to fit behind an expression that throws otherwise: `jwt.verify(token, client.secret)`. */
export function verifiedBefore(expression: Node, program: Program, names: SqlNames): Verified[] {
  const call = awaited(expression)
  if (call.type !== 'CallExpression' || isPromised(call, expression, program, names) || answers(call, program, names)) return []
  const [first = ''] = wordsOf(pathOf(call.callee)?.at(-1) ?? '')
  const isTaken = program.outside(expression)?.type === 'VariableDeclarator'
  const throws = verifies(call) || (!isTaken && mayThrow.test(first) && isVerifying(call))
  return throws ? [{ kind: 'verified', call, ...(isTaken && { isTaken }) }] : []
}

/** Whether a call is told by its name to say whether two things fit that it is given. */
export function isVerifying(call: TSESTree.CallExpression): boolean {
  const path = pathOf(call.callee) ?? []
  const words = wordsOf(path.at(-1) ?? '')
  // What `Buffer.compare(a, b)` gives is a place in an order.
  if (/^Buffer$|collator/i.test(path.at(-2) ?? '') || words.some((word) => denies.test(word) || ofForm.test(word))) return false
  const isOfSecret = words.some((word) => ofSecret.test(word)) || words.every((word) => fitsSecret.test(word) || says.test(word))
  return words.some((word) => fits.test(word) || (isOfSecret && fitsSecret.test(word)))
}

/** A promise is true whatever it comes to. */
function isPromised(call: TSESTree.CallExpression, expression: Node, program: Program, { modules = noModules }: SqlNames): boolean {
  if (bare(expression) !== call) return false
  if (isOfPasswords(call, program)) return !pathOf(call.callee)?.at(-1)?.endsWith('Sync')
  const own = calledFunction(call, program, modules)
  return own !== undefined && givesPromise(own)
}

function givesPromise({ node, program }: LocatedFunction): boolean {
  const type = node.returnType?.typeAnnotation
  const isTyped = type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Promise'
  const result = soleResult(node)
  return node.async || isTyped || (result?.type === 'CallExpression' && isOfPasswords(result, program))
}

const mostCalled = 4

/** Whether a call gives its answer, rather than to throw where that is no: as the libraries of passwords do, and functions in sight. */
function answers(call: TSESTree.CallExpression, program: Program, names: SqlNames, steps = 0): boolean {
  const { modules = noModules } = names
  if (isOfPasswords(call, program) || isOfLibrary(call, answering, program)) return true
  const own = steps < mostCalled ? calledFunction(call, program, modules) : undefined
  if (!own) return isVerifying(call) && !verifies(call) && steps > 0
  const mayBeNo = (argument: Node): boolean => isAnswer(argument, (inner) => answers(inner, own.program, names, steps + 1))
  return endsOf(own.node, own.program, modules).some(({ argument }) => argument && mayBeNo(argument))
}

/** Whether something is true or false, and not always true. */
function isAnswer(argument: Node, isOfCall: (call: TSESTree.CallExpression) => boolean): boolean {
  const node = awaited(argument)
  switch (node.type) {
    case 'Literal':
      return node.value === false
    case 'BinaryExpression':
      return /^[!=]==?$/.test(node.operator)
    case 'UnaryExpression':
      return node.operator === '!'
    case 'LogicalExpression':
      return [node.left, node.right].some((side) => isAnswer(side, isOfCall))
    case 'CallExpression':
      return isOfCall(node)
    default:
      return false
  }
}

/** Whether a call is of a library, by its name or by what that is imported from. */
function isOfLibrary({ callee }: TSESTree.CallExpression, library: RegExp, program: Program): boolean {
  const root = rootOf(callee)
  if (root?.type !== 'Identifier') return false
  const binding = program.named(root)
  const from = binding && importedBy(binding, program)?.from
  return [root.name, from ?? ''].some((name) => library.test(name))
}

/** `await bcrypt.compare(given, hash)`, `await Bun.password.verify(given, hash)` */
export function isOfPasswords(call: TSESTree.CallExpression, program: Program): boolean {
  return isOfLibrary(call, promising, program) || pathOf(call.callee)?.slice(0, 2).join('.') === 'Bun.password'
}

/** The call that is given something to say whether it fits. */
export function verifyingCallAround(node: Node, program: Program): TSESTree.CallExpression | undefined {
  const outer = program.outside(node)
  switch (outer?.type) {
    case 'CallExpression':
      if (bare(outer.callee) === node) return undefined
      if (bytesOf(outer)) return verifyingCallAround(outer, program)
      return (isVerifying(outer) || verifies(outer)) && !isMessage(node, outer) ? outer : undefined
    case 'ObjectExpression':
    case 'Property':
      return verifyingCallAround(outer, program)
    default:
      return undefined
  }
}

/** What is signed says nothing of who asks where the row has it: `jwt.verify(row.token, secret)`. */
function isMessage(node: Node, { callee, arguments: [first] }: TSESTree.CallExpression): boolean {
  return first !== undefined && bare(first) === node && ofMessages.test(pathOf(callee)?.join('.') ?? '')
}

const ofMessages = /jwt|jws|jose|\bverify\w*token/i

/** What else a call is given that says what somebody sent. */
export function sentBeside(given: Node, call: TSESTree.CallExpression): Node[] {
  const isWritten = /^(?:Literal|TemplateLiteral|ObjectExpression|ArrayExpression|ArrowFunctionExpression|FunctionExpression)$/
  return argumentsIn(call).filter((one) => one !== given && !isWritten.test(one.type))
}

const ofSecrets = /secret|hash|passw(?:or)?d|token|key|digest|signature|pin$|otp|code/i

/** Whether a property is called what only one may know. */
export function isNamedSecret(property: string | undefined): property is string {
  return property !== undefined && ofSecrets.test(property)
}

/** Whether a property is called what is never compared by itself: a library says whether a password fits it. */
export function isNamedHash(property: string): boolean {
  return /hash|passw(?:or)?d|digest/i.test(property)
}
