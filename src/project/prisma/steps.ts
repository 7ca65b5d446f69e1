import { dirname, relative, sep } from 'node:path'
import type { Step } from '../../catalog/fold.ts'
import { prismaStatements } from '../../orms/prisma/schema.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import type { TextFile } from '../text-files.ts'
import { prismaMajor } from './major.ts'

interface Read {
  readonly files: readonly TextFile[]
  readonly major: number | undefined
  readonly steps: readonly Step[]
}

/** The steps of Prisma schemas. They stay the same objects while no file of their schema changes. */
export class PrismaSteps {
  readonly #engine: SqlEngine
  #before: readonly Read[] = []

  constructor(engine: SqlEngine) {
    this.#engine = engine
  }

  of(files: readonly TextFile[]): Step[] {
    this.#before = schemasAmong(files).map((schema) => this.#read(schema))
    return this.#before.flatMap(({ steps }) => steps)
  }

  #read(files: readonly TextFile[]): Read {
    const major = prismaMajor(files[0]?.path ?? '')
    const known = this.#before.find((one) => one.major === major && isSame(one.files, files))
    return known ?? { files, major, steps: this.#steps(files, major) }
  }

  #steps(files: readonly TextFile[], major: number | undefined): Step[] {
    const texts = files.flatMap(({ path, text }) => (text === undefined ? [] : [{ file: path, text }]))
    return prismaStatements(texts, this.#engine, major).map(({ file, changes }) => ({ file, changes, place: (range) => ({ file, range }) }))
  }
}

function isSame(a: readonly TextFile[], b: readonly TextFile[]): boolean {
  return a.length === b.length && a.every((file, i) => file === b[i])
}

/** A schema is the files around a datasource; where there is no more than one, all of them. */
export function schemasAmong(files: readonly TextFile[]): TextFile[][] {
  const homes = files.filter(({ text }) => hasDatasource(text))
  if (homes.length < 2) return files.length > 0 ? [[...files]] : []
  const schemas = new Map(homes.map((home): [TextFile, TextFile[]] => [home, [home]]))
  for (const file of files) if (!homes.includes(file)) schemas.get(nearest(file, homes))?.push(file)
  return [...schemas.values()]
}

export function hasDatasource(text = ''): boolean {
  return /^\s*datasource\s+\w+\s*\{/m.test(text)
}

function nearest(file: TextFile, homes: readonly TextFile[]): TextFile {
  const [first] = [...homes].sort((a, b) => stepsBetween(a, file) - stepsBetween(b, file))
  return first ?? file
}

function stepsBetween(a: TextFile, b: TextFile): number {
  const way = relative(dirname(a.path), dirname(b.path))
  return way === '' ? 0 : way.split(sep).length
}
