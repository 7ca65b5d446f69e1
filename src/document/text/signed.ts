import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, pathOf, type Node } from '../../javascript/nodes.ts'
import { importOf, type Binding, type Program } from '../../javascript/program.ts'
import { declaredType } from '../../javascript/types.ts'
import { alteredIn } from './altered.ts'

const maxSteps = 8

/** What has made sure who sent something of which this is a part: `stripe.webhooks.constructEvent` of `event.data.object.id`. */
export function signedBy(expression: Node, program: Program, steps = 0): string | undefined {
  const node = awaited(expression)
  if (steps > maxSteps) return undefined
  if (node.type === 'MemberExpression') return signedBy(node.object, program, steps + 1)
  if (node.type === 'CallExpression') return verifies(node) ? program.text.slice(...node.callee.range) : undefined
  const binding = program.named(node)
  if (!binding || alteredIn(program).has(binding)) return undefined
  const source = sourceOf(binding)
  return source ? signedBy(source, program, steps + 1) : typeOfSender(binding, program)
}

/** What a variable is, where it is never anything else: `let event` may be set in a `try`. */
function sourceOf({ kind, init, writes }: Binding): Node | undefined {
  if (kind !== 'const' && kind !== 'let' && kind !== 'item') return undefined
  const [only, ...others] = writes
  if (init && !only) return init
  return !init && only?.type === 'AssignmentExpression' && only.operator === '=' && others.length === 0 ? only.right : undefined
}

const constructs = /^construct\w*Event(?:Async)?$|^unwrap\w*$|^verify\w*(?:Webhook|Signature|Token|Jwt|JWT)\w*$/
const compares = /^(?:jwt)?[vV]erify(?:Async|Sync)?$/

/** `wh.verify(body, headers)`, `jwt.verify(token, secret)`: what is signed, and that by which it is. */
export function verifies({ callee, arguments: given }: TSESTree.CallExpression): boolean {
  const path = pathOf(callee) ?? []
  const name = path.at(-1) ?? ''
  return (constructs.test(name) && given.length > 0) || (compares.test(name) && (given.length > 1 || /jwt|token/i.test(path.at(-2) ?? '')))
}

const senders = /^(?:stripe|@octokit\/webhooks-types|@octokit\/webhooks|@polar-sh\/sdk)(?:\/|$)/

/** A parameter of a type by which a service sends something: `Stripe.Subscription`. */
function typeOfSender(binding: Binding, program: Program): string | undefined {
  const type = binding.kind === 'parameter' ? declaredType(binding, program) : undefined
  if (type?.type !== 'TSTypeReference') return undefined
  const root = firstOf(type.typeName)
  const imported = root.type === 'Identifier' ? program.bindingOf(root.name, root) : undefined
  const from = imported && importOf(imported, program)?.from
  return from !== undefined && senders.test(from) ? program.text.slice(...type.range) : undefined
}

function firstOf(name: TSESTree.EntityName): TSESTree.Identifier | TSESTree.ThisExpression {
  return name.type === 'TSQualifiedName' ? firstOf(name.left) : name
}
