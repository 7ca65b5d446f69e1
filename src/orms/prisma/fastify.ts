import { onceFor } from '../../catalog/once-for.ts'
import { isFunction, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { typeOf } from '../../javascript/symbolic/declared.ts'
import { sourceText, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { ProgramsWith } from './extended-clients.ts'

/** What the programs around put under a name of Fastify, which its plugins share: `fastify.prisma` of `app.decorate('prisma', prisma)`. */
export function decoratedAs({ object, name }: Kind<'member'>, machine: Machine, programsWith: ProgramsWith): readonly Value[] {
  if (!isFastify(object, machine)) return []
  return decorations(machine, programsWith).flatMap((one) => (one.name === name ? machine.answer(one.value) : []))
}

interface Decoration {
  readonly name: string
  readonly value: Located
}

const decorations = onceFor((machine: Machine, programsWith: ProgramsWith): readonly Decoration[] =>
  programsWith('.decorate(').flatMap((program) => decorationsIn(program, machine)),
)

function decorationsIn(program: Program, machine: Machine): Decoration[] {
  return program.nodesOf('CallExpression').flatMap(({ callee, arguments: [first, value] }) => {
    const name = first && pathOf(callee)?.at(-1) === 'decorate' ? textOf(machine.answer({ node: first, program })) : undefined
    return name === undefined || !value ? [] : [{ name, value: { node: value, program } }]
  })
}

/** An instance by what it is made of, its type, or that of the plugin that is given it, `request.server`, and `fastify`. */
function isFastify(value: Value, machine: Machine): boolean {
  if (value.kind === 'member') return value.name === 'server'
  if (value.kind === 'call') {
    const { callee } = value
    return callee.kind === 'member' ? isFastify(callee.object, machine) : callee.kind === 'import' && callee.from === 'fastify'
  }
  if (value.kind !== 'symbol') return false
  const type = typeOf(value, machine, 0)
  if (type) return isNamed(type.type, type.program, 'FastifyInstance')
  return value.name === 'fastify' || (value.declared !== undefined && isGivenToPlugin(value.declared))
}

/** `const routes: FastifyPluginAsync = async (app) => …` */
function isGivenToPlugin({ node, program }: Located): boolean {
  const plugin = program.parentOf(node)
  const declared = isFunction(plugin) && plugin.params[0] === node ? program.outside(plugin) : undefined
  const type = declared?.type === 'VariableDeclarator' ? declared.id.typeAnnotation?.typeAnnotation : undefined
  return type !== undefined && isNamed(type, program, 'FastifyPlugin')
}

function isNamed(type: Node, program: Program, name: string): boolean {
  return type.type === 'TSTypeReference' && sourceText({ node: type.typeName, program }).startsWith(name)
}
