import { dirname, relative } from 'node:path'
import { writtenDecorators } from '../../javascript/nodes.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'
import { propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { SourceText } from '../orm.ts'
import type { CallScene } from '../query-reader.ts'
import type { SourceOptions } from './data-source.ts'
import { typeormModule } from './decorators.ts'
import type { ClassArgs } from './class-args.ts'
import { EntityReading, EntitySet, latestMajor } from './entity-set.ts'
import type { Entity } from './entity.ts'
import { Model } from './model.ts'
import { optionsAmong } from './schema.ts'

/** What TypeORM knows where a program lies: its entities, and what the data source says. */
export class Models {
  readonly major: number
  readonly options: SourceOptions
  readonly #byPlace = new Map<string, Model>()
  readonly #byName = new Map<string, Model>()
  readonly #models = new Map<Entity, Model>()
  readonly #local: (program: Program) => Models | undefined

  constructor(set: EntitySet, options: SourceOptions, major: number, local: (program: Program) => Models | undefined) {
    this.options = options
    this.major = major
    this.#local = local
    for (const entity of [...set.all, ...set.views]) this.#add(entity)
  }

  #add(entity: Entity): void {
    const model = this.ofEntity(entity)
    const { args } = entity
    if (!args) return
    this.#byPlace.set(placeOf(args), model)
    for (const name of [entity.name, entity.given, args.name]) if (name !== undefined) this.#byName.set(name, model)
    for (const { args: source } of entity.sources) {
      if (source.table?.kind !== 'child') continue
      const child = new Model(entity, this, source)
      this.#byPlace.set(placeOf(source), child)
      this.#byName.set(source.name, child)
    }
  }

  ofEntity(entity: Entity): Model {
    const known = this.#models.get(entity)
    if (known) return known
    const model = new Model(entity, this)
    this.#models.set(entity, model)
    return model
  }

  /** The entity that a class, a schema or a name stands for. */
  of(value: Value): Model | undefined {
    if (value.kind === 'class') {
      const name = value.node.id?.name ?? ''
      const { program } = value.at
      const isDecorated = writtenDecorators(value.node).length > 0
      return (
        this.#byPlace.get(`${program.file}\0${name}`) ??
        (isDecorated ? this.#local(program)?.ofOwn(program.file, name) : this.#byName.get(name))
      )
    }
    if (value.kind === 'call' && value.isNew && isFrom(value.callee, typeormModule, 'EntitySchema')) {
      const name = textOf(propertyOf(value.args[0], 'name')) ?? ''
      return this.#byName.get(name) ?? this.#local(value.at.program)?.named(name)
    }
    const name = textOf(value)
    return name === undefined ? undefined : this.named(name)
  }

  ofOwn(file: string, name: string): Model | undefined {
    return this.#byPlace.get(`${file}\0${name}`)
  }

  named(name: string): Model | undefined {
    return this.#byName.get(name)
  }
}

function placeOf({ at, name }: ClassArgs): string {
  return `${at.program.file}\0${name}`
}

interface Known {
  readonly models: Models
  /** What was opened besides the files that tell the schema; what they are asked for later may open more. */
  readonly opened: OpenedModules
}

const known = new WeakMap<readonly SourceText[], Known>()
const verified = new WeakMap<Modules, { readonly files: readonly SourceText[]; readonly models: Models }>()

/** What is known where the program of a call lies; the same while nothing changes that it was read from. */
export function modelsFor(scene: CallScene): Models {
  const { modules } = scene
  const files = scene.schemaFiles('typeorm')
  const asked = verified.get(modules)
  if (asked?.files === files) return asked.models
  const before = known.get(files)
  const isSame = before?.models.major === majorOf(scene) && before.opened.goesOnWith(modules)
  const now = before && isSame ? before : read(files, scene)
  known.set(files, now)
  verified.set(modules, { files, models: now.models })
  return now.models
}

function majorOf(scene: CallScene): number {
  return scene.major(['typeorm']) ?? latestMajor
}

/** Which modules programs import, those that are not there included. */
class OpenedModules {
  /** Those of the file that asked last. */
  #modules: Modules
  /** Whose text tells that they changed. */
  readonly #own: ReadonlySet<string>
  readonly #found = new Map<Program, Map<string, Program | undefined>>()

  constructor(modules: Modules, own: ReadonlySet<string>) {
    this.#modules = modules
    this.#own = own
  }

  open(specifier: string, from: Program): Program | undefined {
    const found = this.#modules.open(specifier, from)
    const names = this.#found.get(from) ?? new Map<string, Program | undefined>()
    this.#found.set(from, names.set(specifier, found))
    return found
  }

  /** Goes on with others where they find the same. */
  goesOnWith(modules: Modules): boolean {
    for (const [from, names] of this.#found)
      for (const [specifier, then] of names) if (!this.#isSame(modules.open(specifier, from), then)) return false
    this.#modules = modules
    return true
  }

  #isSame(now: Program | undefined, then: Program | undefined): boolean {
    return now === then || (now !== undefined && now.file === then?.file && this.#own.has(now.file))
  }
}

function read(files: readonly SourceText[], scene: CallScene): Known {
  const { program, modules } = scene
  const major = majorOf(scene)
  const opened = new OpenedModules(modules, new Set(files.map(({ file }) => file)))
  const reading = new EntityReading(opened)
  const programs = files.flatMap(({ file }) => open(file, program, modules) ?? [])
  const options = optionsAmong(files, programs, reading)
  const locals = new WeakMap<Program, Models>()
  const modelsOf = (some: readonly Program[]): Models =>
    new Models(
      new EntitySet(
        some.flatMap((one) => reading.argsIn(one)),
        options,
        reading,
        major,
      ),
      options,
      major,
      (one) => {
        const there = locals.get(one) ?? (some.includes(one) ? undefined : modelsOf([...some, one]))
        if (there) locals.set(one, there)
        return there
      },
    )
  return { models: modelsOf(programs), opened }
}

function open(file: string, from: Program, modules: Modules): Program | undefined {
  if (file === from.file && !isAbsolutePath(file)) return from
  const path = relative(dirname(from.file), file).replaceAll('\\', '/')
  return modules.open(path.startsWith('.') ? path : `./${path}`, from)
}

function isAbsolutePath(file: string): boolean {
  return /^(?:\/|[A-Za-z]:)/.test(file)
}
