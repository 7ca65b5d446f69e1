import { onceFor } from '../../catalog/once-for.ts'
import { firstOf } from '../../javascript/first-of.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { isSpread, recordParts } from '../../javascript/symbolic/collections.ts'
import { classOfThis } from '../../javascript/symbolic/classes.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { SourceText } from '../orm.ts'
import type { CallScene } from '../query-reader.ts'
import { definesModels } from './find-models.ts'
import type { Model } from './model.ts'
import { readModels, type Reading } from './read-models.ts'
import type { Related } from './related.ts'
import { classOf, isThis } from './resolve-models.ts'

/** The models that programs speak of. */
export class KnownModels {
  readonly #scene: CallScene
  #all: Reading | undefined

  constructor(scene: CallScene) {
    this.#scene = scene
  }

  /** The model that a value is: its class, or what `define` gives. */
  of(given: Value): Model | undefined {
    const value = (isThis(given) ? classOfThis(this.#scene.machine, given.at) : undefined) ?? withoutOwn(given)
    const node = classOf(value)
    if (!node && value.kind !== 'call') return undefined
    const { program } = value.at
    const name =
      node && 'id' in node && node.id?.type === 'Identifier' ? node.id.name : value.kind === 'call' ? definedName(value) : undefined
    for (const { models } of this.#readings(program)) {
      const found = models.find(({ parts }) => parts.nodes.some((one) => one === (node ?? value.at.node)))
      // The text that is open is another program than that of its file.
      const named = found ?? models.find(({ parts }) => parts.program.file === program.file && name !== undefined && isNamed(parts, name))
      if (named) return named
    }
    return undefined
  }

  /** The model that an object of all models has under a name. */
  named(name: string): Model | undefined {
    return firstOf(this.#readings(), (reading) => reading.named(name))
  }

  relatedTo(model: Model): readonly Related[] {
    return (
      this.#readings(model.parts.program)
        .find(({ models }) => models.includes(model))
        ?.related.filter(({ source }) => source === model) ?? []
    )
  }

  /** What `addScope` says of a model. */
  addedScope(model: Model, name: string): Value | undefined {
    return this.#readings(model.parts.program)
      .flatMap(({ scopes }) => scopes)
      .findLast((one) => one.model === model && one.name === name)?.scope
  }

  get #shared(): Reading {
    return (this.#all ??= readingOf(this.#scene.schemaFiles('sequelize'), this.#scene))
  }

  #readings(program = this.#scene.program): readonly Reading[] {
    const isShared = this.#scene.schemaFiles('sequelize').some(({ file }) => file === program.file)
    const own = isShared ? undefined : ownReading(program, this.#scene)
    return own ? [this.#shared, own] : [this.#shared]
  }
}

/** A model that a file gives methods of its own: `Order.findOpen = function () { … }`. */
function withoutOwn(value: Value): Value {
  const [first] = value.kind === 'record' ? recordParts(value) : []
  return first && isSpread(first) ? first.spread : value
}

function isNamed({ name, nodes }: Model['parts'], own: string): boolean {
  return name === own || nodes.some((node) => 'id' in node && node.id?.type === 'Identifier' && node.id.name === own)
}

/** `sequelize.define('Order', …)` */
function definedName(value: Extract<Value, { kind: 'call' }>): string | undefined {
  return value.callee.kind === 'member' && value.callee.name === 'define' ? textOf(value.args[0]) : undefined
}

const readingOf = onceFor((files: readonly SourceText[], scene: CallScene): Reading => {
  const program = (file: string): Program | undefined => scene.programIn(file) ?? (file === scene.program.file ? scene.program : undefined)
  return readModels(files, { modules: scene.modules, program })
})

/** The models of a program that is none of the schema. */
const ownReading = onceFor((program: Program, { modules }: { readonly modules: Modules }): Reading | undefined =>
  definesModels(program.text) ? readModels([{ file: program.file, text: program.text }], { modules, program: () => program }) : undefined,
)
