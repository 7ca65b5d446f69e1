import type { Node } from '../../javascript/nodes.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import { typeOfSymbol } from '../list-values.ts'

/** What people call a key. */
const named = /(?:^|[a-z_$])(?:id|uuid|ulid|pk|key)s?$|^(?:id|uuid|ulid|pk)s?$|(?:Id|ID|Uuid|Key)s?$/

/** Whether a value that is no object in sight is a key rather than a condition: by what it is, its type, or its name. */
export function isKeyValue(value: Value): boolean {
  switch (value.kind) {
    case 'literal':
    case 'text':
      return true
    case 'symbol':
      return isPlain(typeOfSymbol(value)) ?? named.test(value.name)
    case 'member':
      return named.test(value.name)
    case 'call':
      return value.callee.kind === 'symbol' && /^(?:String|Number|BigInt|parseInt)$/.test(value.callee.name)
    default:
      return false
  }
}

/** Undefined where the type does not tell. */
function isPlain(type: Node | undefined): boolean | undefined {
  switch (type?.type) {
    case 'TSStringKeyword':
    case 'TSNumberKeyword':
    case 'TSBigIntKeyword':
      return true
    case 'TSUnionType': {
      const parts = type.types.filter((one) => one.type !== 'TSUndefinedKeyword' && one.type !== 'TSNullKeyword').map(isPlain)
      return parts.every((one) => one === true) ? true : parts.includes(false) ? false : undefined
    }
    case 'TSArrayType':
      return isPlain(type.elementType)
    case 'TSTypeLiteral':
      return false
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' && /Query|Where|Filter|Partial|Record/.test(type.typeName.name) ? false : undefined
    default:
      return undefined
  }
}
