import { dirname, join } from 'node:path'
import { readBeginning, readSign } from './discover-texts.ts'
import { makesTables } from './migrations/ddl.ts'
import { compareNames } from './migrations/file-order.ts'
import { listSets, placeOf, remembered, type ReadText, type SetPlace, type SqlSet } from './migrations/sets.ts'
import { schemaReaders } from '../orms/index.ts'
import { packageFiles, type Uses } from './package-files.ts'
import type { PackageFiles } from '../orms/orm.ts'
import type { LeftOut, SourceFile } from './source-file.ts'
import { walkFolder } from './walk.ts'

/** What one package has of the schema. */
export interface PackageSchema {
  readonly sources: readonly SourceFile[]
  readonly leftOut: readonly LeftOut[]
  /** Files and folders whose change may change the answer. */
  readonly dependsOn: readonly string[]
  readonly programs: readonly string[]
  /** Packages within the package. */
  readonly packages: readonly string[]
}

/** Finds the schema in a folder, without the packages in it, by the tools that it uses. */
export function findPackageSchema(folder: string, root: string, uses: Uses): PackageSchema {
  const { files, programs, packages } = walkFolder(folder, root)
  const known = new Set(files)
  const read = remembered((path) => (known.has(path) ? readSign(path) : undefined))
  const { sets, leftOut } = listSets(files.filter(isSql), read, folder)
  const sql = chooseSets(sets, uses, read).flatMap((set) => set.files)
  const inCode = findInCode(packageFiles(folder, root, programs, uses))
  // Steps come first: a schema says what they lead to.
  const all = [...sql, ...inCode.steps, ...inCode.schemas]
  const sources = all.length > 0 ? all : inCode.tables
  return {
    sources,
    leftOut: [...leftOut, ...sets.flatMap((set) => set.leftOut), ...inCode.leftOut],
    dependsOn: [
      ...new Set([
        ...listDependsOn(folder, files, sets),
        ...[...inCode.steps, ...inCode.schemas, ...inCode.tables].map(({ path }) => path),
      ]),
    ],
    programs,
    packages,
  }
}

/** What programs say that are in use, by what they import; a schema of Prisma says so itself. */
export function usedBy(programs: readonly string[]): Uses {
  const names = new Set(programs.flatMap((path) => Array.from((readBeginning(path) ?? '').matchAll(imported), ([, name]) => name)))
  return (name) => name === 'prisma' || names.has(name)
}

/** The package of `import { eq } from 'drizzle-orm/pg-core'`. */
const imported = /\b(?:from|import|require\()\s*['"]((?:@[\w.-]+\/)?[\w.-]+)/g

interface InCode {
  readonly steps: readonly SourceFile[]
  readonly schemas: readonly SourceFile[]
  /** What counts where there is nothing else. */
  readonly tables: readonly SourceFile[]
  readonly leftOut: readonly LeftOut[]
}

/** What the readers of other notations find. */
function findInCode(place: PackageFiles): InCode {
  const found = schemaReaders.map((reader) => {
    const { files, leftOut } = reader.find(place)
    return { tells: reader.tells, leftOut, sources: files.map((path): SourceFile => ({ path, reader: reader.name, tool: reader.name })) }
  })
  const ofKind = (kind: string): SourceFile[] => found.flatMap(({ tells, sources }) => (tells === kind ? sources : []))
  return {
    steps: ofKind('steps'),
    schemas: ofKind('schema'),
    tables: ofKind('tables'),
    leftOut: found.flatMap(({ leftOut }) => leftOut),
  }
}

function isSql(file: string): boolean {
  return /\.sql$/i.test(file)
}

/**
 * Migrations say more than a dump, which is made from them; but steps that make no table lead on from one.
 * Where several tools left migrations, those of a tool that the package uses count. Beyond that nothing tells
 * an old set from that of a second database, and a table too many hides less than a table missing, so all of them count.
 */
function chooseSets(sets: readonly SqlSet[], uses: Uses, read: ReadText): SqlSet[] {
  const inPlace = sets.filter((set) => set.files.length > 0).sort((a, b) => compareNames(a.folder, b.folder))
  const listAt = (place: SetPlace): SqlSet[] => inPlace.filter((set) => placeOf(set, read) === place)
  const all = listAt('among')
  const used = all.filter((set) => set.tool.packages.some(uses))
  const steps = used.length > 0 ? used : all
  return [...(steps.some((set) => isBeginning(set, read)) ? [] : listAt('before')), ...steps, ...listAt('after')]
}

function isBeginning({ files }: SqlSet, read: ReadText): boolean {
  return files.slice(0, 3).some(({ path }) => makesTables(read(path) ?? ''))
}

function listDependsOn(folder: string, files: readonly string[], sets: readonly SqlSet[]): string[] {
  const folders = sets.flatMap((set) => [set.folder, ...set.files.map(({ path }) => dirname(path))])
  return [...new Set([join(folder, 'package.json'), ...files.filter((file) => !isSql(file)), ...folders])]
}
