import type { TSESTree } from '@typescript-eslint/utils'
import { bare, type ClassNode, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import type { Located } from './resolve.ts'

/** How something of a class was made, of what its constructor was given. */
export interface Making {
  readonly node: TSESTree.NewExpression | TSESTree.CallExpression
  readonly program: Program
  readonly given: readonly (Located | undefined)[]
}

/** What a method is called on, where that tells more than the class in which the method stands: one that extends it, or one thing that was made of it. */
export class Heir {
  readonly node: ClassNode
  readonly program: Program
  readonly made: Making | undefined
  readonly #bases: ReadonlySet<ClassNode>

  /** With all the classes that it extends, those of which it does so by way of others included; what was made is of its class, too. */
  constructor(node: ClassNode, program: Program, bases: Iterable<ClassNode>, made?: Making) {
    this.node = node
    this.program = program
    this.made = made
    this.#bases = new Set(made ? [node, ...bases] : bases)
  }

  /** Whether `this` is of the heir in a method of a class. */
  extends(node: ClassNode): boolean {
    return this.#bases.has(node)
  }

  /** Tells it from others. */
  get name(): string {
    const own = placeOf(this)
    return this.made ? `${own}(${makingName(this.made)})` : own
  }
}

function placeOf({ node, program }: Located): string {
  return `${program.file}:${String(node.range[0])}`
}

/** The same wherever the same is made: `new Store('orders')`. */
function makingName({ node, program, given }: Making): string {
  const names = given.map((one) => one && constantName(bare(one.node), one.program))
  return names.includes(undefined) ? placeOf({ node, program }) : names.join()
}

function constantName(node: Node, program: Program): string | undefined {
  if (node.type === 'Literal') return node.raw
  const binding = program.named(node)
  return binding?.writes.length === 0 ? `${binding.name} of ${placeOf({ node: binding.node, program })}` : undefined
}

/** So many classes of a file are asked what they inherit, and on so many heirs methods are run. */
export const mostHeirs = 20

/** What is made for an heir, once for each; for more of them than that, nothing is. */
export function keptForHeirs<One extends Pick<Heir, 'name'>, Made>(make: (heir: One) => Made): (heir: One) => Made | undefined {
  const known = new Map<string, Made>()
  return (heir) => {
    if (!known.has(heir.name) && known.size < mostHeirs) known.set(heir.name, make(heir))
    return known.get(heir.name)
  }
}
