import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, bare, isFunction, pathOf, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { unfolded } from './comparisons.ts'
import { isDigesting } from './digests.ts'
import type { SqlNames } from './libraries.ts'
import { loadedValue } from './loaded.ts'
import type { Use } from './row-uses.ts'

const maxSteps = 6

/** Whether a program has a value without anybody's having sent it: one that is written out, its own, or made of a row. */
export function isHad(value: Node, isOfRow: (part: Node) => boolean, program: Program, steps = 0): boolean {
  const node = unfolded(awaited(value))
  const further = (part: Node): boolean => isHad(part, isOfRow, program, steps + 1)
  if (steps > maxSteps) return false
  if (isOfRow(node) || isOfProgram(node)) return true
  switch (node.type) {
    case 'Literal':
      return true
    case 'TemplateLiteral':
      return node.expressions.every(further)
    case 'BinaryExpression':
      return node.left.type !== 'PrivateIdentifier' && [node.left, node.right].every(further)
    case 'ArrayExpression':
      return node.elements.every((one) => one !== null && further(one.type === 'SpreadElement' ? one.argument : one))
    case 'MemberExpression':
      return further(node.object)
    case 'CallExpression':
      return isMadeOfHad(node, further, program)
    default: {
      const init = constantInit(node, program)
      return init !== undefined && further(init)
    }
  }
}

/** Whether something is a part of the row, or of what hangs on it. */
export function isOf(uses: readonly Use[]): (part: Node) => boolean {
  const isIt = (part: Node): boolean => {
    if (uses.some(({ node }) => node === part)) return true
    return part.type === 'MemberExpression' ? isIt(bare(part.object)) : part.type === 'CallExpression' && isIt(bare(part.callee))
  }
  return isIt
}

/** Whether something is a part of the row, or of another one. */
export function isOfAny(uses: readonly Use[], program: Program, names: SqlNames): (part: Node) => boolean {
  return (part) => {
    if (part.type !== 'MemberExpression') return isOf(uses)(part)
    const loaded = loadedValue(part, program, names)
    return isOf(uses)(part) || (loaded !== undefined && !loaded.isCall)
  }
}

/** What asks for something by its name alone, `headers().get('signature')`, may give what was sent; a digest is of what it is made of. */
function isMadeOfHad(call: TSESTree.CallExpression, isHadPart: (part: Node) => boolean, program: Program): boolean {
  const given = givenInChain(call)
  const isOfNames = given.every((one) => isHad(one, () => false, program))
  if (given.length === 0 || !given.every(isHadPart) || (isOfNames && !isDigesting(call, program))) return false
  const root = rootOf(call.callee)
  const binding = root?.type === 'Identifier' ? program.named(root) : undefined
  return binding === undefined || binding.kind === 'import' || isFunction(binding.init ?? binding.node) || isHadPart(root ?? call)
}

/** What all calls of a chain are given: `createHash('sha256').update(text).digest('hex')`. */
function givenInChain({ callee, arguments: given }: TSESTree.CallExpression): readonly Node[] {
  const of = callee.type === 'MemberExpression' ? bare(callee.object) : undefined
  return [...(of?.type === 'CallExpression' ? givenInChain(of) : []), ...given]
}

function constantInit(node: Node, program: Program): Node | undefined {
  const binding = node.type === 'Identifier' ? program.named(node) : undefined
  return binding && binding.property === undefined && binding.writes.length === 0 ? binding.init : undefined
}

/** Whether a value is the program's own: `process.env.SECRET`, `config.secret`, `this.config.get('SECRET')`, `DEFAULT_PASSWORD`. */
function isOfProgram(value: Node): boolean {
  const path = pathOf(value.type === 'CallExpression' ? value.callee : value) ?? []
  const [first = ''] = path.filter((name) => name !== 'this')
  return ofConfiguration.test(first) || (value.type !== 'CallExpression' && path.some((name) => ofProgram.test(name)))
}

const ofProgram = /^(?:env|[A-Z][A-Z\d]*(?:_[A-Z\d]+)*)$/
const ofConfiguration = /^(?:config(?:uration|service)?|settings|constants)$/i
