import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction } from '../../javascript/called.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { wordsOf } from '../../query/program-text.ts'
import { bytesOf } from './comparisons.ts'
import type { SqlNames } from './libraries.ts'
import { argumentsIn, denies } from './permitted.ts'
import { verifies } from './signed.ts'

/** A function has said that what somebody sent fits what it was given beside: `await bcrypt.compare(password, user.passwordHash)`. */
export interface Verified {
  readonly kind: 'verified'
  readonly call: TSESTree.CallExpression
}

/** Words in the names of functions that say so. */
const fits = /^(?:compar\w*|verif\w*|equals?|match\w*|check\w*|validat\w*|valid|confirm\w*)$/
const mayThrow = /^(?:verif\w*|check\w*|validat\w*|confirm\w*|assert|ensure|require)$/
/** Libraries whose functions promise an answer, but for those that are called otherwise. */
const promising = /^(?:bcrypt\w*|argon2?|scrypt\w*)$/i

/** What a function has said to fit where an expression comes out so. */
export function verifiedWhere(expression: Node, isTrue: boolean, program: Program, names: SqlNames): Verified[] {
  const given = isTrue ? answerGiving(expression, program) : undefined
  const call = given && awaited(given)
  return given && call?.type === 'CallExpression' && isVerifying(call) && !isPromised(call, given, program, names)
    ? [{ kind: 'verified', call }]
    : []
}

function answerGiving(expression: Node, program: Program): Node | undefined {
  if (expression.type !== 'Identifier') return expression
  const binding = program.named(expression)
  return binding?.kind === 'const' && binding.property === undefined ? binding.init : undefined
}

/** What has to fit behind an expression that throws otherwise: `jwt.verify(token, client.secret)`. */
export function verifiedBefore(expression: Node, program: Program, names: SqlNames): Verified[] {
  const call = awaited(expression)
  if (call.type !== 'CallExpression' || isPromised(call, expression, program, names)) return []
  const [first = ''] = wordsOf(pathOf(call.callee)?.at(-1) ?? '')
  const isTaken = program.outside(expression)?.type === 'VariableDeclarator'
  const throws = verifies(call) || (!isTaken && mayThrow.test(first) && isVerifying(call))
  return throws ? [{ kind: 'verified', call }] : []
}

/** Whether a call is told by its name to say whether two things fit that it is given. */
function isVerifying(call: TSESTree.CallExpression): boolean {
  const words = wordsOf(pathOf(call.callee)?.at(-1) ?? '')
  return words.some((word) => fits.test(word)) && !words.some((word) => denies.test(word))
}

/** A promise is true whatever it comes to. */
function isPromised(call: TSESTree.CallExpression, expression: Node, program: Program, { modules = noModules }: SqlNames): boolean {
  if (bare(expression) !== call) return false
  const path = pathOf(call.callee) ?? []
  if (promising.test(path[0] ?? '')) return !path.at(-1)?.endsWith('Sync')
  return calledFunction(call, program, modules)?.node.async === true
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

/** Whether a value is the program's own, which nobody has sent: `process.env.SECRET`, `DEFAULT_PASSWORD`. */
export function isOfProgram(value: Node): boolean {
  return (pathOf(awaited(value)) ?? []).some((name) => ofProgram.test(name))
}

const ofProgram = /^(?:env|[A-Z][A-Z\d]*(?:_[A-Z\d]+)*)$/

/** What else a call is given that says what somebody sent. */
export function sentBeside(given: Node, call: TSESTree.CallExpression): Node[] {
  const isWritten = /^(?:Literal|TemplateLiteral|ObjectExpression|ArrayExpression|ArrowFunctionExpression|FunctionExpression)$/
  return argumentsIn(call).filter((one) => one !== given && !isWritten.test(one.type) && !isOfProgram(one))
}

const digesting = /^(?:hash\w*|hmac|sha|md|digest\w*|sign\w*|blake|scrypt\w*|pbkdf|hkdf)$/

/** What is made of something, so that nobody else could: `createHmac('sha256', secret).update(body).digest('hex')`, `sign(secret, body)`. */
export function digestAround(node: Node, program: Program): Node | undefined {
  const call = program.outside(node)
  if (call?.type !== 'CallExpression' || bare(call.callee) === node) return undefined
  const words = wordsOf(program.text.slice(...call.callee.range))
  return words.some((word) => digesting.test(word)) ? wholeChain(call, program) : undefined
}

function wholeChain(call: TSESTree.CallExpression, program: Program): TSESTree.CallExpression {
  const member = program.outside(call)
  const next = member?.type === 'MemberExpression' && bare(member.object) === call ? program.outside(member) : undefined
  return next?.type === 'CallExpression' && bare(next.callee) === member ? wholeChain(next, program) : call
}

const ofSecrets = /secret|hash|passw(?:or)?d|token|key|digest|signature|pin$|otp|code/i

/** Whether a property is called what only one may know. */
export function isNamedSecret(property: string | undefined): boolean {
  return property !== undefined && ofSecrets.test(property)
}
