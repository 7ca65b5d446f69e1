import { areSame } from '../catalog/are-same.ts'
import { dirname } from 'node:path'
import type { Change } from '../catalog/change.ts'
import type { Step, Unread } from '../catalog/fold.ts'
import type { Range } from '../catalog/place.ts'
import { isSameTree } from '../catalog/same-tree.ts'
import type { Modules } from '../javascript/modules.ts'
import type { Program } from '../javascript/program.ts'
import { Kept } from '../orms/kept.ts'
import type { SchemaReader, SourceText, Statement, World } from '../orms/orm.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { Looks, type Seen } from './look.ts'
import { parseFile } from './modules.ts'
import { isProgram, type SourceFile } from './source-file.ts'
import type { TextFile } from './text-files.ts'
import { findPlace } from './workspace.ts'

interface Read {
  readonly files: readonly TextFile[]
  readonly looks: Looks
  readonly unread: ReadonlyMap<string, Unread>
  readonly steps: readonly Step[]
  readonly kept: Kept
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

  /** Those of files that are read together, behind others that they go by. */
  of(reader: SchemaReader, files: readonly TextFile[], behind: readonly TextFile[] = []): readonly Step[] {
    const [first] = files
    if (!first) return []
    const key = `${reader.name}\0${reader.tells === 'steps' ? first.path : ''}`
    const before = this.#known.get(key)
    if (before && isSame(before, [...files, ...behind])) return before.steps
    const read = this.#read(reader, files, behind, before)
    this.#known.set(key, read)
    return read.steps
  }

  /** Of sources as they were read last: the programs that could not be parsed, and what of others was too much to follow; each once. */
  unreadOf(sources: readonly SourceFile[]): Unread[] {
    return [...new Map([...this.#readsOf(sources)].flatMap(({ unread }) => [...unread])).values()]
  }

  /** What the disk was asked for them. */
  seenFor(sources: readonly SourceFile[]): Seen[] {
    return [...this.#readsOf(sources)].flatMap(({ looks }) => looks.all)
  }

  #readsOf(sources: readonly SourceFile[]): Set<Read> {
    return new Set(sources.flatMap(({ path, reader }) => this.#known.get(`${reader}\0${path}`) ?? this.#known.get(`${reader}\0`) ?? []))
  }

  /** A step that says what it said before stays the same object, so that folding goes on from there. */
  #read(reader: SchemaReader, files: readonly TextFile[], behind: readonly TextFile[], before: Read | undefined): Read {
    const kept = before?.kept ?? new Kept()
    const watch = new Watch(this.#engine, kept, files[0]?.path ?? '', this.#cwd)
    const earlier = new EarlierSteps(before?.steps ?? [])
    const steps = statementsOf(reader, textsOf(files), watch, textsOf(behind)).map(({ file, changes, sent }): Step => {
      const known = earlier.take(file, changes, sent)
      if (known) return known
      return {
        file,
        changes,
        sent,
        place: (range) => ({ file, range }),
        declares: reader.tells === 'steps' ? undefined : { by: reader.name, isHome: true },
      }
    })
    return { files: [...files, ...behind], looks: watch.looks, unread: watch.unread, steps, kept }
  }
}

/** How many steps of a file may have gone for a later one to be found again. */
const reach = 8

/** The steps of an earlier reading, to be found again in the order of their files. */
class EarlierSteps {
  readonly #byFile = new Map<string, { readonly steps: Step[]; next: number }>()

  constructor(steps: readonly Step[]) {
    for (const step of steps) {
      const known = this.#byFile.get(step.file)
      if (known) known.steps.push(step)
      else this.#byFile.set(step.file, { steps: [step], next: 0 })
    }
  }

  /** The next that said the same. */
  take(file: string, changes: readonly Change[], sent: Range | undefined): Step | undefined {
    const own = this.#byFile.get(file)
    if (!own) return undefined
    for (let i = own.next; i < Math.min(own.next + reach, own.steps.length); i++) {
      const step = own.steps[i]
      if (!isSameTree(step?.changes, changes) || !isSameTree(step?.sent, sent)) continue
      own.next = i + 1
      return step
    }
    return undefined
  }
}

function textsOf(files: readonly TextFile[]): SourceText[] {
  return files.flatMap(({ path, text }) => (text === undefined ? [] : [{ file: path, text }]))
}

/** A reader that fails is a fault of ours, and no reason to end a run. */
function statementsOf(reader: SchemaReader, texts: readonly SourceText[], world: World, behind: readonly SourceText[]): Statement[] {
  try {
    return reader.statements(texts, world, behind)
  } catch (error) {
    const reason = `the reader for ${reader.name} failed: ${error instanceof Error ? error.message : String(error)}`
    return texts.slice(0, 1).map(({ file }) => ({ file, changes: [{ kind: 'unread', reason, range: [0, 0] }] }))
  }
}

function isSame({ files, looks }: Read, now: readonly TextFile[]): boolean {
  return areSame(files, now) && looks.hold
}

/** Remembers what a reader looks at. */
class Watch implements World {
  readonly engine: SqlEngine
  readonly kept: Kept
  readonly modules: Modules
  readonly looks = new Looks()
  readonly unread = new Map<string, Unread>()
  readonly #programs = new Map<string, Program | undefined>()
  /** By the file that imports, and what it says: a module of many is asked for each of its names. */
  readonly #opened = new Map<string, Map<string, Program | undefined>>()

  constructor(engine: SqlEngine, kept: Kept, first: string, cwd: string) {
    this.engine = engine
    this.kept = kept
    let root: string | undefined
    this.modules = {
      open: (specifier, { file }) => {
        const opened = this.#opened.get(file) ?? new Map<string, Program | undefined>()
        this.#opened.set(file, opened)
        if (opened.has(specifier)) return opened.get(specifier)
        const path = this.looks.at({ ask: 'module', specifier, from: file, root: (root ??= findPlace(first, cwd).root) })
        const program = path === undefined ? undefined : this.program(path)
        opened.set(specifier, program)
        return program
      },
      giveUp: ({ node: { range }, program: { file } }, reason) => this.#note({ place: { file, range }, reason }),
    }
  }

  /** One object for a file: what is known of a program is known by its nodes. */
  program(file: string): Program | undefined {
    this.looks.at({ ask: 'file', path: file })
    if (!this.#programs.has(file)) this.#programs.set(file, this.#parse(file))
    return this.#programs.get(file)
  }

  #parse(file: string): Program | undefined {
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
    return this.looks.at({ ask: 'nearest', folder: dirname(file), names })
  }

  major(file: string, packages: readonly string[]): number | undefined {
    return this.looks.at({ ask: 'major', folder: dirname(file), packages })
  }
}
