import { onceFor } from '../../catalog/once-for.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { SourceText } from '../orm.ts'
import type { CallScene } from '../query-reader.ts'
import type { Model, Models } from './models.ts'
import type { EntityNotation } from './notation.ts'
import { isSchema } from './read-schema.ts'
import { configNames, corePackages, readModels } from './schema.ts'

/** Folders above an entity in which a configuration is looked for. */
const mostFolders = 8

/** The entities that the calls of a program may be about. */
export class KnownEntities {
  readonly models: Models
  readonly #byPlace: ReadonlyMap<string, EntityNotation>
  /** All that was read, with the programs as they were. */
  readonly #read: ReadonlySet<Program>

  constructor(models: Models, read: ReadonlySet<Program>) {
    this.models = models
    this.#read = read
    this.#byPlace = new Map(
      models.entities.all.filter(({ role }) => role === 'entity').map((one) => [placeKey(one.at.program.file, one.name), one]),
    )
  }

  isCurrent(programIn: (file: string) => Program | undefined): boolean {
    return [...this.#read].every((program) => programIn(program.file) === program)
  }

  /** The entity that a value stands for: its class, its schema or its name. */
  of(value: Value | undefined): Model | undefined {
    const found = this.#notationOf(value)
    return found?.role === 'entity' ? this.models.of(this.models.rootOf(found)) : undefined
  }

  #notationOf(value: Value | undefined): EntityNotation | undefined {
    if (value?.kind === 'literal') {
      const name = textOf(value)
      return name === undefined ? undefined : this.models.entities.named(name)
    }
    if (value?.kind === 'class') {
      const { node, at } = value
      return this.#byPlace.get(placeKey(at.program.file, node.id?.name ?? 'default')) ?? this.models.entities.find(value)
    }
    if (value?.kind === 'call' && isSchema(value)) return this.models.entities.find(value)
    return value?.kind === 'member' && value.name === 'class' ? this.#notationOf(value.object) : undefined
  }
}

function placeKey(file: string, name: string): string {
  return `${file}#${name}`
}

const byFiles = new WeakMap<readonly SourceText[], KnownEntities>()

/** Read once for a program, and again for others where a file has changed; undefined where the database is another. */
export function knownEntities(scene: CallScene): KnownEntities | undefined {
  return ofMachine(scene.machine, scene)
}

const ofMachine = onceFor((_: Machine, scene: CallScene): KnownEntities | undefined => {
  const files = scene.schemaFiles('mikro-orm')
  const before = byFiles.get(files)
  const known = before?.isCurrent((file) => scene.programIn(file)) === true ? before : entitiesOf(files, scene)
  if (known) byFiles.set(files, known)
  return known
})

function entitiesOf(files: readonly SourceText[], scene: CallScene): KnownEntities | undefined {
  const read = new Set<Program>()
  const noted = (program: Program | undefined): Program | undefined => {
    if (program && program !== scene.program) read.add(program)
    return program
  }
  const program = (file: string): Program | undefined => noted(scene.programIn(file))
  const modules: Modules = { open: (specifier, from) => noted(scene.modules.open(specifier, from)) }
  const programs = files.flatMap(({ file }) => program(file) ?? [])
  const nearest = (from: string): string | undefined => nearestConfig(from, scene)
  const { models } = readModels(programs, { modules, program, nearest }, scene.major(corePackages))
  return models.config.database === undefined ? new KnownEntities(models, read) : undefined
}

function nearestConfig(from: string, scene: CallScene): string | undefined {
  let folder = from
  for (let steps = 0; steps < mostFolders && folder.includes('/'); steps++) {
    folder = folder.slice(0, folder.lastIndexOf('/'))
    const found = configNames.map((name) => `${folder}/${name}`).find((path) => scene.programIn(path) !== undefined)
    if (found !== undefined) return found
  }
  return undefined
}
