import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Step, Unread } from '../catalog/fold.ts'
import type { Modules } from '../javascript/modules.ts'
import type { SchemaReader, SourceText, Statement, World } from '../orms/orm.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { modulesAround, parseFile } from './modules.ts'
import { installedMajor } from './package-version.ts'
import { loadTextFile, type TextFile } from './text-files.ts'

interface Read {
  readonly files: readonly TextFile[]
  /** What was looked at, and what it was like. */
  readonly seen: ReadonlyMap<string, unknown>
  readonly look: ReadonlyMap<string, () => unknown>
  readonly unread: ReadonlyMap<string, Unread>
  readonly steps: readonly Step[]
}

/** The steps of schemas in other notations than SQL. They stay the same objects while nothing changes that they were read from. */
export class ReaderSteps {
  readonly #engine: SqlEngine
  readonly #cwd: string
  readonly #known = new Map<string, Read>()

  constructor(engine: SqlEngine, cwd: string) {
    this.#engine = engine
    this.#cwd = cwd
  }

  /** Those of files that are read together. */
  of(reader: SchemaReader, files: readonly TextFile[]): readonly Step[] {
    const [first] = files
    if (!first) return []
    const key = `${reader.name}\0${reader.tells === 'steps' ? first.path : ''}`
    const before = this.#known.get(key)
    if (before && isSame(before, files)) return before.steps
    const read = this.#read(reader, files, before?.steps ?? [])
    this.#known.set(key, read)
    return read.steps
  }

  /** The programs that could not be parsed, and what of others was too much to follow; each once. */
  get unread(): Unread[] {
    return [...new Map([...this.#known.values()].flatMap(({ unread }) => [...unread])).values()]
  }

  /** A step that says what it said before stays the same object, so that folding goes on from there. */
  #read(reader: SchemaReader, files: readonly TextFile[], before: readonly Step[]): Read {
    const watch = new Watch(this.#engine, files[0]?.path ?? '', this.#cwd)
    const texts = files.flatMap(({ path, text }): SourceText[] => (text === undefined ? [] : [{ file: path, text }]))
    const steps = statementsOf(reader, texts, watch).map(({ file, changes }, i): Step => {
      const known = before[i]
      if (known?.file === file && isSameTree(known.changes, changes)) return known
      return {
        file,
        changes,
        place: (range) => ({ file, range }),
        declares: reader.tells === 'steps' ? undefined : { by: reader.name, isHome: true },
      }
    })
    return { files, seen: watch.seen, look: watch.look, unread: watch.unread, steps }
  }
}

/** A reader that fails is a fault of ours, and no reason to end a run. */
function statementsOf(reader: SchemaReader, texts: readonly SourceText[], world: World): Statement[] {
  try {
    return reader.statements(texts, world)
  } catch (error) {
    const reason = `the reader for ${reader.name} failed: ${error instanceof Error ? error.message : String(error)}`
    return texts.slice(0, 1).map(({ file }) => ({ file, changes: [{ kind: 'unread', reason, range: [0, 0] }] }))
  }
}

function isSame({ files, seen, look }: Read, now: readonly TextFile[]): boolean {
  return (
    files.length === now.length && files.every((file, i) => file === now[i]) && [...look].every(([key, ask]) => ask() === seen.get(key))
  )
}

function isSameTree(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, i) => isSameTree(part, b[i]))
  const [own, other] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(own)
  return keys.length === Object.keys(other).length && keys.every((key) => isSameTree(own[key], other[key]))
}

const isProgram = /\.[cm]?[jt]sx?$/

/** Remembers what a reader looks at. */
class Watch implements World {
  readonly engine: SqlEngine
  readonly modules: Modules
  readonly seen = new Map<string, unknown>()
  readonly look = new Map<string, () => unknown>()
  readonly unread = new Map<string, Unread>()

  constructor(engine: SqlEngine, first: string, cwd: string) {
    this.engine = engine
    const modules = modulesAround(first, cwd, (path) => this.program(path))
    const opened = new Map<string, ReturnType<Modules['open']>>()
    this.modules = {
      open: (specifier, from) => {
        const key = `${from.file}\0${specifier}`
        if (opened.has(key)) return opened.get(key)
        const program = modules.open(specifier, from)
        opened.set(key, program)
        return program
      },
      giveUp: ({ node: { range }, program: { file } }, reason) => this.#note({ place: { file, range }, reason }),
    }
  }

  program(file: string): ReturnType<World['program']> {
    this.#remember(file, () => loadTextFile(file))
    const { program, problem } = parseFile(file)
    if (problem && isProgram.test(file)) {
      const { reason, range } = problem
      this.#note({ place: { file, range }, reason: `the program cannot be parsed: ${reason}` })
    }
    return program
  }

  #note(unread: Unread): void {
    const { file, range } = unread.place
    this.unread.set(`${file}\0${range[0]}`, unread)
  }

  nearest(file: string, names: readonly string[]): string | undefined {
    return this.#remember(`nearest ${names.join()} ${dirname(file)}`, () => nearest(dirname(file), names))
  }

  major(file: string, packages: readonly string[]): number | undefined {
    return this.#remember(`major ${packages.join()} ${dirname(file)}`, () => installedMajor(file, packages))
  }

  #remember<T>(key: string, ask: () => T): T {
    if (this.look.has(key)) return this.seen.get(key) as T
    const answer = ask()
    this.seen.set(key, answer)
    this.look.set(key, ask)
    return answer
  }
}

/** The nearest file with one of these names, from a folder on upwards. */
export function nearest(folder: string, names: readonly string[]): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = names.map((name) => join(at, name)).find((path) => existsSync(path))
    if (found !== undefined || dirname(at) === at) return found
  }
}
