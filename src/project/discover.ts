import { dirname, join, relative, resolve, sep } from 'node:path'
import { DiskCache } from './discover-cache.ts'
import { findPackageSchema, usedBy, type PackageSchema } from './discover-package.ts'
import { readText } from './discover-texts.ts'
import { isForeign, isProgram, type LeftOut, type SourceFile } from './source-file.ts'
import { leadsOut } from './tsconfig-paths.ts'
import { FilesByWord } from './files-by-word.ts'
import { isSkipped, walkFolder } from './walk.ts'
import { loadTextFile } from './text-files.ts'
import { findPlace, isInside, listLinkedFolders, listWorkspacePackages, readPackage, type Package, type Place } from './workspace.ts'

/** The schema that the package of a file works with. */
export interface Discovery {
  readonly sources: readonly SourceFile[]
  /** Files that look like sources and are none. */
  readonly leftOut: readonly LeftOut[]
  /** Folders looked in, in order. */
  readonly looked: readonly string[]
  /** Files and folders whose change may change the answer. */
  readonly dependsOn: readonly string[]
  /** Why nothing was chosen although there was something. */
  readonly reason: string | undefined
}

/** A larger folder is an application, and says what it depends on. */
const mostUndeclared = 300

/** A name that more have says little. */
const mostNaming = 300

interface Look {
  readonly folder: string
  readonly schema: PackageSchema
}

/** Looks in the package of a file or the part of it that is worked in, in those of the workspace that it depends on, at the root, and then anywhere. */
export class SchemaDiscovery {
  readonly #places: DiskCache<Place>
  readonly #workspaces: DiskCache<readonly Package[]>
  readonly #schemas: DiskCache<PackageSchema>
  readonly #answers: DiskCache<Discovery>
  readonly #texts: DiskCache<readonly string[]>
  readonly #names: DiskCache<FilesByWord>
  readonly #reached: DiskCache<ReadonlySet<string>>
  readonly #leading: DiskCache<boolean>

  constructor(now: () => number) {
    this.#places = new DiskCache(now)
    this.#workspaces = new DiskCache(now)
    this.#schemas = new DiskCache(now)
    this.#answers = new DiskCache(now)
    this.#texts = new DiskCache(now)
    this.#names = new DiskCache(now)
    this.#reached = new DiskCache(now)
    this.#leading = new DiskCache(now)
  }

  /** The answer stays the same object while it says the same. */
  discover(file: string, cwd: string): Discovery {
    const place = this.#placeOf(file, cwd)
    return this.#answers.get(`${place.start}\0${place.folder}\0${place.root}`, (before) => {
      const answer = this.#find(place)
      return before && JSON.stringify(before) === JSON.stringify(answer) ? before : answer
    })
  }

  /** The programs whose text has some words in it, of the folders that are looked in for the schema. */
  filesWith(words: string, file: string, cwd: string): readonly string[] {
    const { looked } = this.discover(file, cwd)
    const { root } = this.#placeOf(file, cwd)
    return this.#texts.get([words, root, ...looked].join('\0'), () => {
      const programs = new Set(looked.flatMap((folder) => this.#schemaOf(folder, root).programs))
      return this.#namesIn(root)
        .mayHave(programs, words)
        .filter((path) => loadTextFile(path).text?.includes(words))
    })
  }

  /** The programs that have a name in their text and may have something of the package of a file, tests left out. */
  filesNaming(name: string, file: string, cwd: string): readonly string[] {
    const { root, folder } = this.#placeOf(file, cwd)
    const files = this.#namesIn(root).naming(name)
    return files.length > mostNaming ? files : files.filter((one) => this.#mayHave(one, folder, root, cwd))
  }

  #namesIn(root: string): FilesByWord {
    return this.#names.get(root, () => {
      const walks = this.#listAll(root).map((one) => walkFolder(one, root))
      return new FilesByWord(walks.flatMap(({ programs, templates }) => [...programs, ...templates]))
    })
  }

  /** Whether a file may have something of a package: its own depends on that, by whatever packages, or modules may be outside of its own. */
  #mayHave(file: string, folder: string, root: string, cwd: string): boolean {
    const { folder: own } = this.#placeOf(file, cwd)
    if (isInside(own, folder) || isInside(folder, own)) return true
    if (this.#reached.get(`${own}\0${root}`, () => this.#reachedFrom(own, root)).has(folder)) return true
    return this.#leading.get(`${file}\0${own}\0${root}`, () => leadsOut(file, own, root))
  }

  /** The packages that one depends on, itself or by others. */
  #reachedFrom(folder: string, root: string): ReadonlySet<string> {
    const reached = new Set([folder])
    // A set goes on to what it is given meanwhile.
    for (const one of reached) for (const next of this.#linkedFolders(one, root)) reached.add(next)
    return reached
  }

  /** The packages of the workspace that have a schema of their own, examples and fixtures left out. */
  packagesWithSchema({ root }: Place): string[] {
    return this.#listAll(root).filter((folder) => this.#schemaOf(folder, root).sources.length > 0)
  }

  #placeOf(file: string, cwd: string): Place {
    return this.#places.get(`${dirname(resolve(cwd, file))}\0${cwd}`, () => findPlace(file, cwd))
  }

  #find({ start, folder, root }: Place): Discovery {
    const looks: Look[] = []
    const look = (...folders: readonly string[]): Look[] => {
      const fresh = folders.filter((one) => !looks.some((earlier) => earlier.folder === one))
      const made = fresh.map((one) => ({ folder: one, schema: this.#schemaOf(one, root) }))
      looks.push(...made)
      return made.filter(({ schema }) => schema.sources.length > 0)
    }
    for (const step of [() => look(start), () => look(folder), () => this.#lookAtDependencies(folder, root, look), () => look(root)]) {
      const found = step()
      if (found.length > 0) return answerOf(this.#withReferred(found, root, look), looks, root)
    }
    const foreign = looks
      .filter((one) => one.folder === start || one.folder === folder)
      .flatMap(({ schema }) => schema.leftOut.filter(isForeign))
    // The name of a folder of SQL files says less than what an ORM is told.
    if (foreign.some(({ path }) => !path.endsWith('.sql'))) return answerOf([], looks, root, describeForeign(foreign, root))
    const elsewhere = look(...this.#listElsewhere(root))
    const reason = elsewhere.length === 0 ? describeForeign(foreign, root) : describeMany(elsewhere, root)
    if (elsewhere.length === 0 && reason === undefined) return this.#findByImports(looks, root)
    return answerOf(elsewhere.length === 1 ? elsewhere : [], looks, root, reason)
  }

  /** Where nobody says what the programs depend on, as in a folder to try things in, what they import is in use. */
  #findByImports(looks: readonly Look[], root: string): Discovery {
    const { programs } = this.#schemaOf(root, root)
    if (programs.length > mostUndeclared) return answerOf([], looks, root)
    const schema = this.#schemas.get(`${root}\0imports`, () => findPackageSchema(root, root, usedBy(programs)))
    return answerOf(schema.sources.length > 0 ? [{ folder: root, schema }] : [], looks, root)
  }

  /** The nearest dependencies that have a schema, all of them that are equally near. */
  #lookAtDependencies(folder: string, root: string, look: (...folders: readonly string[]) => Look[]): Look[] {
    const seen = new Set([folder])
    for (let level = [folder]; level.length > 0;) {
      const next = level.flatMap((one) => this.#linkedFolders(one, root)).filter((one) => !seen.has(one))
      level = [...new Set(next)].sort()
      for (const one of level) seen.add(one)
      const found = look(...level)
      if (found.length > 0) return found
    }
    return []
  }

  /** With the packages to whose tables those refer, these first. */
  #withReferred(found: readonly Look[], root: string, look: (...folders: readonly string[]) => Look[]): Look[] {
    return found.flatMap((one) => {
      const programs = one.schema.sources.filter(({ path }) => isProgram.test(path))
      const folders = programs.length === 0 ? [] : this.#linkedFolders(one.folder, root)
      const modules = folders.length === 0 ? [] : programs.flatMap(({ path }) => modulesReferredTo(readText(path) ?? ''))
      const referred = folders.filter((folder) => isOfPackage(modules, readPackage(folder)?.name))
      return [...this.#withReferred(look(...referred), root, look), one]
    })
  }

  #linkedFolders(folder: string, root: string): string[] {
    const from = readPackage(folder)
    return from ? listLinkedFolders(from, root, this.#workspace(root)) : []
  }

  #schemaOf(folder: string, root: string): PackageSchema {
    return this.#schemas.get(`${folder}\0${root}`, () => {
      const owners = [folder, root].flatMap((one) => listPresent(readPackage(one)))
      return findPackageSchema(folder, root, (name) => owners.some(({ dependencies }) => dependencies.has(name)))
    })
  }

  #listAll(root: string): string[] {
    return [...new Set([root, ...this.#listElsewhere(root)])]
  }

  /** Examples and fixtures are packages too, but not what the others work with. */
  #listElsewhere(root: string): string[] {
    const folders = this.#workspace(root).map((one) => one.folder)
    return folders.filter((folder) => !relative(root, folder).split(sep).some(isSkipped))
  }

  /** Declared or, in a repository that declares none, all that are found. */
  #workspace(root: string): readonly Package[] {
    return this.#workspaces.get(root, () => {
      const declared = listWorkspacePackages(root)
      return declared.length > 0 ? declared : this.#listNested(root, root, new Set([root]))
    })
  }

  #listNested(folder: string, root: string, seen: Set<string>): Package[] {
    const nested = this.#schemaOf(folder, root).packages.filter((one) => !seen.has(one))
    for (const one of nested) seen.add(one)
    return nested.flatMap((one) => [...listPresent(readPackage(one)), ...this.#listNested(one, root, seen)])
  }
}

function isOfPackage(modules: readonly string[], name: string | undefined): boolean {
  return name !== undefined && modules.some((from) => `${from}/`.startsWith(`${name}/`))
}

/** From where a schema imports what it refers to: `references(() => organizations.id)`, `@ManyToOne(() => Organization)`. */
function modulesReferredTo(text: string): string[] {
  const meant = new Set(Array.from(text.matchAll(/=>\s*(\w+)/g), ([, word]) => word))
  return Array.from(text.matchAll(imports)).flatMap(([, names = '', from = '']) =>
    names.split(',').some((one) => meant.has(one.trim().split(/\s+/).at(-1))) ? from : [],
  )
}

const imports = /\bimport\s+(?:type\s+)?\{([^{}]*)\}\s*from\s*['"]([^'"\n]+)['"]/g

function listPresent<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}

function describeMany(looks: readonly Look[], root: string): string | undefined {
  if (looks.length < 2) return undefined
  return `several packages have a schema: ${looks.map(({ folder }) => relative(root, folder)).join(', ')}`
}

/** What a package has of a schema may all be for another database: then what others have is not what it works with. */
function describeForeign([first, ...more]: readonly LeftOut[], root: string): string | undefined {
  const rest = more.length === 0 ? '' : `, and so ${more.length === 1 ? 'is 1 file' : `are ${more.length} files`} more`
  return first && `${relative(root, first.path)} ${first.reason}${rest}`
}

function answerOf(chosen: readonly Look[], looks: readonly Look[], root: string, reason?: string): Discovery {
  const roots = ['package.json', 'pnpm-workspace.yaml'].map((name) => join(root, name))
  return {
    sources: chosen.flatMap(({ schema }) => schema.sources),
    leftOut: (chosen.length > 0 ? chosen : looks).flatMap(({ schema }) => schema.leftOut),
    looked: looks.map(({ folder }) => folder),
    dependsOn: [...new Set([...roots, ...looks.flatMap(({ schema }) => schema.dependsOn)])],
    reason,
  }
}

const discovery = new SchemaDiscovery(() => performance.now())

export function discoverSchema(file: string, cwd: string): Discovery {
  return discovery.discover(file, cwd)
}

export function filesWith(words: string, file: string, cwd: string): readonly string[] {
  return discovery.filesWith(words, file, cwd)
}

/** Where a folder is the root of a workspace: the other packages that have a schema than those that hold some sources. */
export function otherPackagesWithSchema(sources: readonly SourceFile[], cwd: string): string[] {
  const place = findPlace(join(cwd, 'package.json'), cwd)
  if (place.folder !== place.root) return []
  const isOther = (folder: string): boolean => !sources.some(({ path }) => isInside(folder, path))
  return discovery.packagesWithSchema(place).filter(isOther)
}

export function filesNaming(name: string, file: string, cwd: string): readonly string[] {
  return discovery.filesNaming(name, file, cwd)
}
