import type { TSESTree } from '@typescript-eslint/utils'
import { hasName, type FunctionNode } from './nodes.ts'

/** A parameter that has, or is a function that gives, what the function gives to which it belongs. */
export interface GivenThrough {
  readonly place: number
  /** It is a function, and not what that gives. */
  readonly isRun: boolean
}

/** What a function gives by its types alone, which name nothing else that it could give: `<T>(load: () => Promise<T>): Promise<T>`. */
export function givenThrough({ typeParameters, returnType, params }: FunctionNode): GivenThrough | undefined {
  const name = returnType && nameOf(returnType.typeAnnotation)
  if (name === undefined || !typeParameters?.params.some((one) => one.name.name === name)) return undefined
  const [place, ...others] = params.flatMap((parameter, i) => (hasName(parameter, name) ? [i] : []))
  const parameter = place === undefined ? undefined : params[place]
  if (place === undefined || parameter?.type !== 'Identifier' || others.length > 0) return undefined
  const type = parameter.typeAnnotation?.typeAnnotation
  const result = type?.type === 'TSFunctionType' ? type.returnType?.typeAnnotation : type
  return result && nameOf(result) === name ? { place, isRun: result !== type } : undefined
}

const wraps = /^(?:Promise|PromiseLike|Awaited|NonNullable)$/

/** The name of a type, or of what it is a promise of, or nothing. */
function nameOf(type: TSESTree.TypeNode): string | undefined {
  if (type.type === 'TSUnionType') {
    const names = type.types.filter(({ type: kind }) => kind !== 'TSNullKeyword' && kind !== 'TSUndefinedKeyword').map(nameOf)
    return names.every((name) => name === names[0]) ? names[0] : undefined
  }
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined
  const [argument, ...more] = type.typeArguments?.params ?? []
  if (!argument) return type.typeName.name
  return more.length === 0 && wraps.test(type.typeName.name) ? nameOf(argument) : undefined
}
