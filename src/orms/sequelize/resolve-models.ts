import type { Node } from '../../javascript/nodes.ts'
import { chainOf } from '../../javascript/symbolic/chain.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Model } from './model.ts'

/** The models of an application, by what stands for them in its programs. */
export class Models {
  readonly all: Model[] = []
  readonly #byNode = new Map<Node, Model>()
  readonly #byName = new Map<string, Model>()
  readonly #aliases = new Map<string, Model>()

  add(model: Model): void {
    this.all.push(model)
    for (const node of model.parts.nodes) this.#byNode.set(node, model)
    if (!this.#byName.has(model.parts.name)) this.#byName.set(model.parts.name, model)
  }

  /** `db.users = …` */
  alias(name: string, value: Value): void {
    const model = this.byNode(value)
    if (model && !this.#aliases.has(name)) this.#aliases.set(name, model)
  }

  has(node: Node): boolean {
    return this.#byNode.has(node)
  }

  named(name: string): Model | undefined {
    return this.#byName.get(name) ?? this.#aliases.get(name)
  }

  /** Its class, the call that makes it, or else its name: `db.User`, `models.User`, `sequelize.model('User')`. */
  of(value: Value): Model | undefined {
    const own = this.byNode(value)
    if (own) return own
    const name = lastName(value)
    return name === undefined ? undefined : this.named(name)
  }

  byNode(value: Value): Model | undefined {
    const node = classOf(value) ?? (value.kind === 'call' ? value.at.node : undefined)
    return node && this.#byNode.get(node)
  }
}

/** The class that a value is, `this` and `super` in it included. */
export function classOf(value: Value): Node | undefined {
  if (value.kind === 'class') return value.node
  if (value.kind === 'instance') return value.of
  if (value.kind === 'member' && value.name === 'super') return classOf(value.object)
  const { node, program } = value.at
  return isThis(value) ? program.classAround(node) : undefined
}

export function isThis(value: Value): boolean {
  return value.kind === 'symbol' && (value.name === 'this' || value.name === 'super')
}

function lastName(value: Value): string | undefined {
  const { root, links } = chainOf(value)
  const last = links.at(-1)
  if (last?.args) return last.name === 'model' ? textOf(last.args[0]) : undefined
  if (last) return last.name
  if (root.kind === 'literal') return textOf(root)
  return root.kind === 'symbol' || root.kind === 'import' ? root.name : undefined
}
