import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import type { Step } from '../catalog/fold.ts'
import { onceFor } from '../catalog/once-for.ts'
import { isSameTexts, Kept } from '../orms/kept.ts'
import type { SourceText, Statement } from '../orms/orm.ts'
import { prismaPackages } from '../orms/prisma/find.ts'
import { hasDatasource, schemasAmong } from '../orms/prisma/index.ts'
import { prismaStatements } from '../orms/prisma/schema.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { DiskCache } from './discover-cache.ts'
import { installedMajor } from './package-version.ts'
import { statsOf } from './read-file.ts'
import { loadTextFile } from './text-files.ts'

/** How far above a file its datasource may lie, and how far below that other files. */
const farthest = 3

/** The files that are one schema with a file of Prisma, it included with its text as it stands. */
export function schemaFilesAround(file: string, text: string): readonly SourceText[] {
  const own = { file, text }
  const path = resolve(file)
  // Whichever file is open, the order is the same, so that what was read of them is known.
  const load = (folder: string | undefined, deep: number): readonly SourceText[] => {
    const others = folder === undefined ? [] : sourcesBelow(folder, deep)
    const saved = named(others).get(file)
    if (saved?.text === text) return others
    return [...others.filter((one) => one.file < path), own, ...others.filter((one) => one.file > path)]
  }
  const home = homeOf(file, text, (folder) => load(folder, 0))
  const schema = schemasAmong(load(home, farthest)).find((files) => named(files).has(file))
  return schema ?? [own]
}

const named = onceFor((files: readonly SourceText[]) => new Map(files.map((one) => [one.file, one])))

/** Each file of a schema asks. */
const lists = new DiskCache<readonly SourceText[]>()

function sourcesBelow(folder: string, deep: number): readonly SourceText[] {
  const options = { cwd: folder, absolute: true, deep, followSymbolicLinks: false, ignore: ['**/node_modules/**'] }
  return lists.get(`${deep} ${folder}`, () => sortedPaths(globSync('**/*.prisma', options)).flatMap(readSource))
}

function sortedPaths(paths: readonly string[]): string[] {
  return paths.map((path) => resolve(path)).sort()
}

function readSource(file: string): SourceText[] {
  const { text } = loadTextFile(file)
  return text === undefined ? [] : [{ file, text }]
}

/** The nearest folder with a datasource; none for what stands within a file, such as a block of Markdown. */
function homeOf(file: string, text: string, list: (folder: string) => readonly SourceText[]): string | undefined {
  if (!statsOf(dirname(file))?.isDirectory()) return undefined
  if (hasDatasource(text)) return dirname(file)
  let folder = dirname(file)
  for (let up = 0; up <= farthest; up++) {
    if (holdsDatasource(list(folder))) return folder
    if (isEnd(folder)) return undefined
    folder = dirname(folder)
  }
  return undefined
}

const holdsDatasource = onceFor((files: readonly SourceText[]) => files.some(({ text }) => hasDatasource(text)))

/** The folder of a package or a repository. */
function isEnd(folder: string): boolean {
  return dirname(folder) === folder || ['package.json', '.git'].some((name) => existsSync(join(folder, name)))
}

interface Told {
  readonly files: readonly SourceText[]
  readonly engine: SqlEngine
  readonly major: number | undefined
  readonly steps: readonly Step[]
}

const kept = new Kept()
/** Each file of a schema asks for all of it. */
let last: Told | undefined

/** What the schema of a file tells that is no source. */
export function stepsOfLoneSchema(path: string, text: string, engine: SqlEngine): readonly Step[] {
  const [files, major] = [schemaFilesAround(path, text), installedMajor(path, prismaPackages)]
  if (last?.engine === engine && last.major === major && isSameTexts(last.files, files)) return last.steps
  const steps = prismaStatements(files, engine, major, kept).map((statement) => kept.of(stepOf, statement))
  last = { files, engine, major, steps }
  return steps
}

function stepOf({ file, changes }: Statement): Step {
  return { file, changes, place: (range) => ({ file, range }), declares: { by: 'prisma beside the sources', isHome: false } }
}
