import type { TSESTree } from '@typescript-eslint/utils'
import type { PlacedType, WrittenType } from '../declared-types.ts'
import { importOf, type Program } from '../program.ts'

/** Which of its type arguments says what a part of a request is: `Request<Params, Answer, Body, Query>`. */
const placesOfExpress = new Map([
  ['params', 0],
  ['body', 2],
  ['query', 3],
])
/** What its one type argument calls a part of a request: `FastifyRequest<{ Querystring: { … } }>`. */
const namesOfFastify = new Map([
  ['params', 'Params'],
  ['body', 'Body'],
  ['query', 'Querystring'],
  ['headers', 'Headers'],
])

/** What a part of a request is, by what is said of its type. */
export function partOfRequest({ node, program }: PlacedType, name: string): WrittenType | undefined {
  if (node.type !== 'TSTypeReference' || !node.typeArguments) return undefined
  const { params: given } = node.typeArguments
  const type = importedType(node, program)
  const place = placesOfExpress.get(name)
  if (type === 'express Request') return place === undefined || !given[place] ? undefined : { node: given[place], program }
  const [parts] = type === 'fastify FastifyRequest' ? given : []
  if (parts?.type !== 'TSTypeLiteral') return undefined
  const part = parts.members.find(
    (one) => one.type === 'TSPropertySignature' && one.key.type === 'Identifier' && one.key.name === namesOfFastify.get(name),
  )
  const said = part?.type === 'TSPropertySignature' ? part.typeAnnotation?.typeAnnotation : undefined
  return said && { node: said, program }
}

/** The module that a type is imported from, and what it is called there: `Request` and `express.Request` are `express Request`. */
export function importedType({ typeName }: TSESTree.TSTypeReference, program: Program): string | undefined {
  const isQualified = typeName.type === 'TSQualifiedName'
  const binding = program.named(isQualified ? typeName.left : typeName)
  const brought = binding && importOf(binding, program)
  return brought && `${brought.from} ${isQualified ? typeName.right.name : brought.name}`
}
