import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction } from '../../javascript/called.ts'
import { onlyLogs } from '../../javascript/logging.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, isWaiting, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { mayGiveRows } from '../../orms/query-sites.ts'
import { wordsOf } from '../../query/program-text.ts'
import { saysTheSameToAll } from './knows-nobody.ts'
import type { SqlNames } from './libraries.ts'
import { givesAll, promisesIn } from './promises.ts'

/** A function that is named for it was asked whether somebody may do something with what it was given. */
export interface Permitted {
  readonly kind: 'permitted'
  readonly call: TSESTree.CallExpression
}

/** Words in the names of functions that tell who may do what. */
const ofRights =
  /^(?:access\w*|permi(?:t|ts|tted|ssions?)|authori[sz]\w*|authz|allow(?:s|ed)?|forbid(?:s|den)?|unauthori[sz]ed|belongs?|owns?|owned|can|cannot|may|guard|acl|rbac)$/
/** Words that tell of them where a name asks; they are somebody or something, with whom a function may do anything: `notifyOwner`, `materializeMemberRule`. */
const ofRoles = /^(?:member|membership|owner|ownership|admin|roles?|abilit(?:y|ies)|tenants?|polic(?:y|ies)|privileges?)$/
/** What a name has that asks about these, unless it begins with them. */
const asks =
  /^(?:is|are|has|have|can|cannot|may|must|should|does|only|same|shares?|with|for|by|as|in|within|of|not|non|user|current|viewer|caller|actor|valid\w*|check\w*|verif\w*|confirm\w*|test|assert\w*|ensure\w*|requires?|enforce\w*|guard\w*|throw\w*|deny|denies|forbid\w*|protect\w*|demand\w*|needs?|expect\w*|equals?|match\w*|compare\w*|satisf\w*|evaluate|apply|pass(?:es)?)$/
/** What a tenant is called, which tells of rights where a name says that something is in one, or in the same. */
const tenant = /^(?:orgs?|organi[sz]ations?|workspaces?|compan(?:y|ies)|accounts?|teams?|tenants?)$/
const isWithin = /^(?:same|in|within|inside)$/
/** Those that say no by a yes. */
export const denies =
  /^(?:not|no|(?:does|do|is|has|was|can|should|must|wo)nt|cannot|cant|mismatch\w*|differ(?:s|ent)?|unequal|wrong|incorrect|forbid\w*|unauthori[sz]ed|den(?:y|ies|ied)|disallow\w*|blocked|missing|lacks?|without|errors?|fail(?:s|ed|ure)?|invalid|expired|revoked|suspended|disabled|inactive|none)$/
/** Those that throw. */
const insists = /^(?:assert|ensure|require|authori[sz]e|enforce|guard|must|throw|deny|forbid|protect|demand)$/
const mayInsist = /^(?:check|verify|validate|confirm)$/
/** Names that begin so look rows up, which says nothing of who may, unless they say so. */
const looksUp = /^(?:get|find|fetch|load|list|read|select|query|resolve|lookup|use|build|create|define)$/
const ofRightsAlone = /^(?:access\w*|permissions?|authori[sz]ed|allowed|roles?|membership|abilit(?:y|ies)|privileges?)$/
/** What is looked up of a person and something else. */
const ofTwo = /^members?$/
const ofMembers = /^members?(?:hips?)?$/
const givesOneBy = /^(?:one|first|unique|by|for|of|in|or)$/
/** What a name ends in that tells of a text or a number rather than of a right: `accessToken`, `isAdminEmail`, `memberCount`, `isTenantId`. */
const ofValues =
  /^(?:tokens?|emails?|counts?|names?|origins?|types?|lengths?|sizes?|char(?:acter)?s?|formats?|ur[li]s?|uuids?|ids?|slugs?|hash(?:es)?|headers?|values?|domains?|extensions?|schemas?)$/
/** With these it tells of a right to something after all: `hasAccessToToken`, `getMemberById`, `canEditName`. */
const ofSomething = /^(?:to|of|for|by|with|on|in|from|can|cannot|may)$/
/** What code rather than a person may do: `canParse`, `mayBeUuid`. */
const byCode = /^(?:parse|decode|convert|serialize|cache|retry|be)$/
const noThing = /^(?:tx|trx|db|client|prisma|manager|transaction|options)$/
const somebody = /^(?:req|request|res|response|reply|ctx|context|event|session|auth|user|actor|viewer|me|current\w+)$/
/** Methods that Sequelize gives its models begin so, too. */
const asksLikeMixin = /^(?:has|get)$/
const changes =
  /^(?:add|update|delete|remove|invite|set|revoke|grant|send|save|insert|make|transfer|leave|join|change|log|track|on|handle)$/

/** What a function has permitted where an expression comes out so. */
export function permittedWhere(node: Node, isTrue: boolean, program: Program, names: SqlNames): Permitted[] {
  if (node.type === 'BinaryExpression') return permittedByComparison(node, isTrue, program, names)
  const answer = answerOf(node, program, names)
  return answer && answer.isNo !== isTrue ? permittedWith(answer.call, program, names) : []
}

/** Which roles may do something is beyond their names, but for those that tell of none. */
function permittedByComparison(
  { operator, left, right }: TSESTree.BinaryExpression,
  isTrue: boolean,
  program: Program,
  names: SqlNames,
): Permitted[] {
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const answer = answerOf(side, program, names)
    if (!answer) continue
    const is = yesOrNo(bare(other))
    const isEqual = /^===?$/.test(operator) === isTrue
    const isPermitted = is === undefined || !/^[!=]==?$/.test(operator) || (is === isEqual) !== answer.isNo
    return isPermitted ? permittedWith(answer.call, program, names) : []
  }
  return []
}

/** What says yes or no as it is written; nothing of what may be either. */
function yesOrNo(node: Node): boolean | undefined {
  if (node.type === 'Identifier') return node.name === 'undefined' ? false : undefined
  if (node.type !== 'Literal') return undefined
  if (typeof node.value === 'string') return wordsOf(node.value).some((word) => denies.test(word)) ? false : undefined
  return typeof node.value === 'boolean' || node.value === null ? node.value === true : undefined
}

/** The function that says where a test comes out so that somebody may do something: `!(await hasAccess(row.id, user))`. */
export function rightIn(test: Node, isTrue: boolean, program: Program, names: SqlNames): TSESTree.CallExpression | undefined {
  const node = awaited(test)
  if (node.type === 'UnaryExpression' && node.operator === '!') return rightIn(node.argument, !isTrue, program, names)
  return permittedWhere(bare(test), isTrue, program, names)[0]?.call
}

/** Whether two functions are asked about the same. */
export function areAskedAlike(...calls: readonly [TSESTree.CallExpression, TSESTree.CallExpression]): boolean {
  const [one = [], other = []] = calls.map((call) => call.arguments.map((given) => pathOf(given)?.join('.')))
  return one.length === other.length && one.every((path, i) => path !== undefined && path === other[i])
}

export function wordsIn(node: Node): string[] {
  return pathOf(node) ?? []
}

/** What a function has permitted that throws otherwise. */
export function permittedBefore(expression: Node, program: Program, names: SqlNames): Permitted[] {
  const node = bare(expression)
  const call = awaited(node)
  // What `assertAccess?.()` asks may be nobody.
  if (call.type !== 'CallExpression' || isOptional(expression)) return []
  if (node !== call && givesAll(call)) return promisesIn(call).flatMap((one) => insistedBy(one, expression, program, names))
  return isPromised(call, expression, program, names) ? [] : insistedBy(call, expression, program, names)
}

function isOptional(expression: Node): boolean {
  return (isWaiting(expression) ? expression.argument : expression).type === 'ChainExpression'
}

function insistedBy(call: TSESTree.CallExpression, expression: Node, program: Program, names: SqlNames): Permitted[] {
  const { modules = noModules } = names
  if (!isOfRights(call) || onlyLogs(call, program, modules) || saysTheSameToAll(call, program, modules)) return []
  const [first = ''] = wordsOf(pathOf(call.callee)?.at(-1) ?? '')
  const isTaken = program.outside(expression)?.type === 'VariableDeclarator'
  return insists.test(first) || (!isTaken && mayInsist.test(first)) ? permittedWith(call, program, names) : []
}

/** The call that gave what a name stands for, and that throws unless somebody may have to do with it. */
export function permittedRow(name: TSESTree.Identifier, program: Program, names: SqlNames): TSESTree.CallExpression | undefined {
  const binding = program.named(name)
  if (binding?.kind !== 'const' || !binding.init || binding.property !== undefined) return undefined
  const [permitted] = permittedBefore(binding.init, program, names)
  const things = permitted ? thingsIn(permitted.call).filter(({ type }) => type !== 'Literal' && type !== 'TemplateLiteral') : []
  const isOfSomething = things.some((one) => one.type !== 'Identifier' || !somebody.test(one.name))
  return things.length > 1 && isOfSomething ? permitted?.call : undefined
}

interface Answer {
  readonly call: TSESTree.CallExpression
  readonly isNo: boolean
}

/** What a function answered: its result, a name for it, a property of it. */
function answerOf(expression: Node, program: Program, names: SqlNames, words: readonly string[] = []): Answer | undefined {
  const node = awaited(expression)
  switch (node.type) {
    case 'CallExpression': {
      const all = [...words, ...wordsOf(pathOf(node.callee)?.at(-1) ?? '')]
      const { modules = noModules } = names
      return isOfRights(node) && !isPromised(node, expression, program, names) && !saysTheSameToAll(node, program, modules)
        ? { call: node, isNo: all.some((word) => denies.test(word)) }
        : undefined
    }
    case 'MemberExpression':
      return node.computed ? undefined : answerOf(node.object, program, names, [...words, ...wordsOf(propertyName(node) ?? '')])
    case 'Identifier': {
      const binding = program.named(node)
      if (binding?.kind !== 'const' || !binding.init) return undefined
      const init = awaited(binding.init)
      return init.type === 'CallExpression'
        ? answerOf(binding.init, program, names, [...words, ...wordsOf(binding.property ?? '')])
        : undefined
    }
    default:
      return undefined
  }
}

/** What a function has permitted, and what has given the rights that it was asked about: `ForbiddenError.from(permission).throwUnlessCan('read')`. */
function permittedWith(call: TSESTree.CallExpression, program: Program, names: SqlNames): Permitted[] {
  const given = askedWith(call).flatMap((one) => answerOf(one, program, names) ?? [])
  return [call, ...given.filter(({ isNo }) => !isNo).map((one) => one.call)].map((one) => ({ kind: 'permitted', call: one }))
}

/** What a call is given, and what it is called on, with what that is given. */
function askedWith({ callee, arguments: given }: TSESTree.CallExpression): Node[] {
  const object = callee.type === 'MemberExpression' ? bare(callee.object) : undefined
  return [...given, ...(object?.type === 'CallExpression' ? askedWith(object) : object ? [object] : [])]
}

/** Whether an expression is the promise of an answer, which says nothing as long as nobody waits for it. */
function isPromised(call: TSESTree.CallExpression, expression: Node, program: Program, { modules = noModules }: SqlNames): boolean {
  return bare(expression) === call && calledFunction(call, program, modules)?.node.async === true
}

/** What a call is given, and what is in that. */
export function argumentsIn(call: TSESTree.CallExpression): Node[] {
  const found: Node[] = []
  const open: Node[] = [...call.arguments]
  for (let next = open.pop(); next && found.length < mostArguments; next = open.pop()) {
    const node = awaited(next)
    found.push(node)
    if (node.type === 'CallExpression') open.push(...node.arguments)
    if (node.type === 'ArrayExpression') open.push(...node.elements.filter((element) => element !== null))
    if (node.type === 'ObjectExpression')
      open.push(...node.properties.flatMap((one) => (one.type === 'Property' ? one.value : one.argument)))
  }
  return found
}

const mostArguments = 50

/** Whether something is who asks, or what is known of them. */
export function isSomebody(given: Node): boolean {
  return somebody.test(pathOf(given)?.[0] ?? '')
}

function thingsIn(call: TSESTree.CallExpression): Node[] {
  return argumentsIn(call).filter((one) => one.type !== 'ObjectExpression' && !(one.type === 'Identifier' && noThing.test(one.name)))
}

/** Whether a call asks who may do what, as its name tells. */
export function isOfRights(call: TSESTree.CallExpression): boolean {
  const path = pathOf(call.callee)
  if (!path) return false
  const own = wordsOf(path.at(-1) ?? '')
  const [first = ''] = own
  // Of Sequelize, `task.hasMember(user)` asks who may as well.
  if (changes.test(first) || isOfValue(own) || (mayGiveRows(call) && !asksLikeMixin.test(first))) return false
  if (namesWhose(own) && thingsIn(call).length < 2) return false
  if (looksUp.test(first)) {
    const things = thingsIn(call)
    const isOfMembers = things.length > 1 && isLookedUpIn(own, wordsOf(path.at(-2) ?? ''))
    return (
      isOfMembers ||
      own.some((word) => (ofRightsAlone.test(word) && (things.length > 1 || !mayGiveRows(call))) || (things.length > 1 && ofTwo.test(word)))
    )
  }
  const isGeneral = own.length === 1 && (insists.test(first) || mayInsist.test(first) || /^(?:is|has|allows)$/.test(first))
  const said = isGeneral ? path.flatMap(wordsOf) : own
  return isWithinTenant(own) || said.some((word) => ofRights.test(word)) || (isAsking(said) && said.some((word) => ofRoles.test(word)))
}

/** `ownerOf(task)` and `tenantIdFor(id)` say whose something is, and not who may. */
function namesWhose([first = '', ...others]: readonly string[]): boolean {
  return /^(?:owner|tenant)$/.test(first) && others.some((word) => /^(?:of|for|from|by)$/.test(word))
}

/** Whether a method gives one of the members that it is called on: `MembershipRepository.findUniqueByUserIdAndTeamId(…)`. */
function isLookedUpIn([, next = 'one']: readonly string[], holder: readonly string[]): boolean {
  return holder.some((word) => ofMembers.test(word)) && givesOneBy.test(next)
}

function isAsking(words: readonly string[]): boolean {
  return ofRoles.test(words[0] ?? '') || words.some((word) => asks.test(word))
}

/** `assertSameOrg`, `isInWorkspace` */
function isWithinTenant(words: readonly string[]): boolean {
  return words.some((word, i) => tenant.test(word) && isWithin.test(words[i - 1] ?? ''))
}

/** Whether a name tells of a value rather than of somebody and something. */
function isOfValue(words: readonly string[]): boolean {
  if (words.some((word, i) => byCode.test(word) && /^(?:can|may)$/.test(words[i - 1] ?? '') && words.length < 4)) return true
  if (/^has own(?: property)?$/.test(words.join(' '))) return true
  return ofValues.test(words.at(-1) ?? '') && !words.some((word) => ofSomething.test(word)) && words.length > 1
}
