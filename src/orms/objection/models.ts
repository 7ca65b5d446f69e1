import { bare, isFunction } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import { keyName } from '../../javascript/symbolic/literals.ts'
import { classOfThis } from '../../javascript/symbolic/classes.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entryOf, itemsOf, propertyOf, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'

/** A class that stands for a table. */
export interface Model {
  readonly of: Kind<'class'>
  readonly table: string
  /** The columns of its key, in the order in which they are given. */
  readonly key: readonly string[]
}

/** How rows of a model lead to others: columns of its own that equal columns of those, over a table between them where there is one. */
export interface Relation {
  readonly name: string
  readonly to: Model
  readonly own: readonly string[]
  readonly other: readonly string[]
  readonly through: { readonly table: string; readonly own: readonly string[]; readonly other: readonly string[] } | undefined
}

const maxBases = 12

/** The models of Objection that a program names, by what their classes say. */
export class Models {
  readonly #machine: Machine
  readonly #known = new Map<object, Model | undefined>()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  of(value: Value | undefined): Model | undefined {
    if (value?.kind !== 'class') return undefined
    if (this.#known.has(value.node)) return this.#known.get(value.node)
    const model = this.#read(value)
    this.#known.set(value.node, model)
    return model
  }

  /** The model in whose class something stands. */
  around(located: Located): Model | undefined {
    return this.of(classOfThis(this.#machine, located))
  }

  relation(model: Model, name: string): Relation | undefined {
    const mapping = entryOf(this.said(model.of, 'relationMappings'), name)?.value
    const join = propertyOf(mapping, 'join')
    const to = this.#modelNamed(propertyOf(mapping, 'modelClass'))
    const [own, other] = [columnsOf(propertyOf(join, 'from')), columnsOf(propertyOf(join, 'to'))]
    if (!to || !own || !other) return undefined
    const given = propertyOf(join, 'through')
    if (!given) return { name, to, own: own.names, other: other.names, through: undefined }
    const [from, into] = [columnsOf(propertyOf(given, 'from')), columnsOf(propertyOf(given, 'to'))]
    if (!from || !into) return undefined
    return { name, to, own: own.names, other: other.names, through: { table: from.table, own: from.names, other: into.names } }
  }

  /** What a class says of itself: a static property, a getter, or what a function gives; also of the classes that it extends. */
  said(of: Kind<'class'>, name: string, depth = 0): Value | undefined {
    const { program } = of.at
    for (const one of of.node.body.body) {
      if ((one.type !== 'MethodDefinition' && one.type !== 'PropertyDefinition') || !one.static || keyName(one.key) !== name) continue
      if (one.type === 'PropertyDefinition')
        return one.value ? this.#given(this.#machine.answer({ node: one.value, program }), of) : undefined
      return isFunction(one.value)
        ? this.#given({ kind: 'function', node: one.value, scope: undefined, self: of, at: { node: one, program } }, of)
        : undefined
    }
    const base = of.node.superClass && depth < maxBases ? this.#machine.answer({ node: of.node.superClass, program }) : undefined
    return base?.kind === 'class' ? this.said(base, name, depth + 1) : undefined
  }

  #given(value: Value, self: Value): Value {
    return value.kind === 'function' ? this.#machine.within({ ...value, self }, []).value : value
  }

  #read(of: Kind<'class'>): Model | undefined {
    const table = of.node.superClass ? textOf(this.said(of, 'tableName')) : undefined
    if (table === undefined) return undefined
    const key = this.said(of, 'idColumn')
    const names = key?.kind === 'list' ? itemsOf(key).flatMap((item) => textOf(item) ?? []) : [textOf(key) ?? 'id']
    return { of, table, key: names }
  }

  /** A class, a function that gives it, or the module that shows it. */
  #modelNamed(value: Value | undefined): Model | undefined {
    if (value?.kind === 'function') return this.#modelNamed(this.#machine.within(value, []).value)
    const path = textOf(value)
    if (!value || path === undefined) return value?.kind === 'module' ? this.#shownIn(value.program) : this.of(value)
    const module = this.#machine.modules.open(/^[./]/.test(path) ? path : `./${path}`, value.at.program)
    return module && this.#shownIn(module)
  }

  #shownIn(program: Kind<'module'>['program']): Model | undefined {
    for (const { value } of this.#machine.shownBy(program)) {
      const model = this.of(value)
      if (model) return model
    }
    return undefined
  }
}

/** `'orders.id'`, or several. */
function columnsOf(value: Value | undefined): { readonly table: string; readonly names: readonly string[] } | undefined {
  const texts = value?.kind === 'list' ? value.items.map(textOf) : [textOf(value)]
  const paths = texts.map((text) => text?.split('.'))
  const names = paths.flatMap((path) => path?.at(-1) ?? [])
  const table = paths[0]?.slice(0, -1).join('.')
  return table !== undefined && names.length === texts.length ? { table, names } : undefined
}

/** Where the receiver of a call is written, if it is in the call's own file. */
export function receiverPlace({ at: { node, program } }: Kind<'call'>): Located | undefined {
  const callee = node.type === 'CallExpression' ? bare(node.callee) : undefined
  return callee?.type === 'MemberExpression' ? { node: bare(callee.object), program } : undefined
}
