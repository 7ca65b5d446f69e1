import type { TSESTree } from '@typescript-eslint/utils'
import type { PlacedType } from '../declared-types.ts'
import { isMemberNamed } from '../members.ts'
import { pathOf, propertyGiven, writtenDecorators, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import { mayBeAbsent, type Absent } from '../types.ts'
import { checkedBy, checkedPart, mayBeMissing } from '../zod.ts'
import { typeOf, valueNamed } from './declared.ts'
import { isSentFreely } from './express.ts'
import type { Machine } from './machine.ts'
import { callsOfProcedure } from './procedure-chain.ts'
import { partOfRequest } from './request-types.ts'
import { typeSaid } from './said.ts'
import { takenBy, whole } from './taken.ts'
import type { Kind, Value } from './value.ts'

/** Whether a value may be missing by its type, or by the schema that has checked what it is taken out of. */
export function isOptional(value: Value, machine: Machine, as: Absent): boolean {
  const { node, program } = value.at
  if (program.parentOf(node)?.type === 'TSNonNullExpression') return false
  const part = value.kind === 'symbol' ? value.declared && takenBy(value.declared) : value
  if (part?.kind === 'member') return isOptionalPart(part, machine, as)
  return part?.kind === 'symbol' && isOptionalParameter(part.at.node, as)
}

function isOptionalParameter(node: Node, as: Absent): boolean {
  return node.type === 'Identifier' && (node.optional || mayBeAbsent(node.typeAnnotation?.typeAnnotation, as) || isTakenFreely(node))
}

/** `@Query('organizationId') organizationId: string` of Nest, of which nobody has to send anything; what goes through a pipe may have to be there. */
function isTakenFreely(parameter: TSESTree.Identifier): boolean {
  return writtenDecorators(parameter).some(({ expression }) => {
    if (expression.type !== 'CallExpression' || !/^(?:Query|Headers)$/.test(pathOf(expression.callee)?.at(-1) ?? '')) return false
    const [name, ...pipes] = expression.arguments
    return name?.type === 'Literal' && pipes.length === 0
  })
}

function isOptionalPart({ object, name, at }: Kind<'member'>, machine: Machine, as: Absent): boolean {
  const own = object.kind === 'symbol' && object.name === 'this' ? at.program.classAround(at.node) : undefined
  if (own) return own.body.body.some((member) => isOptionalMember(member, name, as, at.program))
  const type = typeWritten(object, machine)
  const byType = type && machine.types.mayLack(type, name, as)
  if (byType !== undefined) return byType
  const parts = schemasOf(object, machine).flatMap((schema) => checkedPart(schema, name) ?? [])
  if (parts.length > 0) return parts.every((part) => mayBeMissing(part, as))
  return typeSaid(object.at) === undefined && isSentFreely(whole(object), machine)
}

/** `organizationId?: string`, which nothing is given as, `get organizationId(): string | undefined`, and `constructor(private organizationId?: string)` */
function isOptionalMember(member: TSESTree.ClassElement, name: string, as: Absent, program: Program): boolean {
  const given = propertyGiven(member, name)
  if (given) return program.parentOf(given)?.type !== 'AssignmentPattern' && isOptionalParameter(given, as)
  if (!isMemberNamed(member, name, false)) return false
  if (member.type === 'PropertyDefinition')
    return !member.value && (member.optional || mayBeAbsent(member.typeAnnotation?.typeAnnotation, as))
  return member.type === 'MethodDefinition' && member.kind === 'get' && mayBeAbsent(member.value.returnType?.typeAnnotation, as)
}

/** The type that the program writes for a value. */
export function typeWritten(value: Value, machine: Machine): PlacedType | undefined {
  const said = typeSaid(value.at)
  if (said) return said
  const of = whole(value)
  if (of.kind === 'symbol') {
    const { node, program } = of.declared ?? of.at
    const annotation = node.type === 'Identifier' || node.type === 'ObjectPattern' ? node.typeAnnotation : undefined
    if (annotation) return { node: annotation.typeAnnotation, program }
  }
  const outer = of.kind === 'member' ? typeWritten(of.object, machine) : undefined
  const own = of.kind === 'member' && outer ? (partOfRequest(outer, of.name) ?? machine.types.ofMember(outer, of.name)) : undefined
  const known = own ? undefined : typeOf(of, machine, 0)
  return own ?? (known && { node: known.type, program: known.program })
}

/** The schemas that have checked something, all of which it has passed. */
function schemasOf(value: Value, machine: Machine): readonly Value[] {
  const type = typeWritten(value, machine)
  if (type) return inferredFrom(type, machine)
  const of = whole(value)
  const checked = checkedBy(of)
  if (checked) return [checked]
  if (of.kind !== 'member') return []
  const sent = of.object.kind === 'symbol' && /^(?:input|parsedInput)$/.test(of.name) ? sentTo(of.object, machine) : []
  return sent.length > 0 ? sent : schemasOf(of.object, machine).flatMap((schema) => checkedPart(schema, of.name)?.schema ?? [])
}

/** `z.infer<typeof schema>` */
function inferredFrom(type: PlacedType, machine: Machine): readonly Value[] {
  const { node, program } = machine.types.spelledOut(type)
  if (node.type !== 'TSTypeReference' || node.typeName.type !== 'TSQualifiedName') return []
  const [of] = /^(?:infer|output|TypeOf)$/.test(node.typeName.right.name) ? (node.typeArguments?.params ?? []) : []
  return of?.type === 'TSTypeQuery' && of.exprName.type !== 'TSImportType' ? [valueNamed(of.exprName, program, machine)] : []
}

/** What a procedure of tRPC, or an action, is sent has passed these: `procedure.input(schema).query(({ input }) => …)`. */
function sentTo({ declared }: Kind<'symbol'>, machine: Machine): readonly Value[] {
  const calls = declared ? callsOfProcedure(declared, machine) : []
  return calls.flatMap(({ callee, args }) => (callee.kind === 'member' && /^(?:input|schema|inputSchema)$/.test(callee.name) ? args : []))
}
