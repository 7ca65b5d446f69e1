import { areSame } from '../catalog/are-same.ts'
import { dirname } from 'node:path'
import type { Catalog } from '../catalog/catalog.ts'
import type { Document } from '../document/document.ts'
import type { Program } from '../javascript/program.ts'
import { namesPackage } from '../javascript/specifier.ts'
import { documentOf, type HostPlace } from '../document/document-of.ts'
import type { SourceText } from '../orms/orm.ts'
import type { ProjectAround } from '../orms/query-reader.ts'
import type { Settings } from '../settings/settings.ts'
import { configuredSources } from './configured.ts'
import { discoverSchema, filesNaming, filesWith } from './discover.ts'
import { schemaFilesAround } from './lone-schema.ts'
import { nearest } from './workspace.ts'
import { loadProgram, modulesAround, programOf } from './modules.ts'
import { isForAnotherDatabase } from './package-database.ts'
import { hasPackage, installedMajor } from './package-version.ts'
import { loadSchema } from './project.ts'
import { isProgram, type SourceFile } from './source-file.ts'
import { loadTextFile, type TextFile } from './text-files.ts'

/** Where a file is, and what of the project it is read with. */
export function hostPlace(
  file: string,
  text: string,
  settings: Readonly<Settings>,
  cwd: string,
  { documentIn, programIn } = filesBeside({ file, text }, settings, cwd),
): HostPlace {
  return {
    file,
    documentIn,
    modules: {
      ...modulesAround(file, cwd, programIn),
      naming: (name) => filesNaming(name, file, cwd),
      load: (path) => (isProgram.test(path) ? programIn(path) : undefined),
    },
    around: aroundOf({ file, text, programIn }, settings, cwd),
    isForAnotherDatabase: () => isForAnotherDatabase(file, settings, cwd),
    schemaFiles: () => schemaFilesAround(file, text),
  }
}

interface FilesBeside {
  readonly programIn: (file: string) => Program | undefined
  readonly documentIn: (file: string) => Document | undefined
}

/** Each is looked at, and read, once for the file that is open, whichever of them asks; that one, which others may import, as it is now. */
function filesBeside(open: { readonly file: string; readonly text: string }, settings: Readonly<Settings>, cwd: string): FilesBeside {
  const programIn = onceEach((file) => (file === open.file ? programOf(file, open.text) : loadProgram(file)))
  const beside: FilesBeside = {
    programIn,
    documentIn: onceEach((file) => {
      const program = programIn(file)
      return program && documentOf({ text: program.text, ast: program.ast }, settings, hostPlace(file, program.text, settings, cwd, beside))
    }),
  }
  return beside
}

function onceEach<Read>(read: (file: string) => Read): (file: string) => Read {
  const known = new Map<string, { readonly is: Read }>()
  return (file) => {
    const before = known.get(file) ?? { is: read(file) }
    known.set(file, before)
    return before.is
  }
}

/** Each is asked for with every call of a file. */
function aroundOf(
  { file, text, programIn }: { file: string; text: string } & Pick<FilesBeside, 'programIn'>,
  settings: Readonly<Settings>,
  cwd: string,
): ProjectAround {
  const majors = new Map<string, number | undefined>()
  const files = new Map<string, readonly SourceText[]>()
  const nearby = new Map<string, string | undefined>()
  let catalog: Catalog | undefined
  return {
    schemaFiles: (reader) => {
      const known = files.get(reader)
      if (known) return known
      const found = textsOf(sourcesIn(reader, file, settings, cwd), reader)
      files.set(reader, found)
      return found
    },
    programsWith: onceEach((words) => filesWith(words, file, cwd).flatMap((path) => programIn(path) ?? [])),
    programIn,
    major: (packages) => {
      const key = packages.join()
      if (!majors.has(key)) majors.set(key, installedMajor(file, packages))
      return majors.get(key)
    },
    // It may be that only a package beside its own asks for it.
    has: (packages) => hasPackage(file, packages) || packages.some((name) => namesPackage(text, name)),
    nearest: (names, from = file) => {
      const key = [dirname(from), ...names].join()
      if (!nearby.has(key)) nearby.set(key, nearest(dirname(from), names))
      return nearby.get(key)
    },
    catalog: () => (catalog ??= loadSchema(file, settings, cwd).catalog),
  }
}

/** The sources that the settings name; where they name none in a notation, those that are found. */
function sourcesIn(reader: string, file: string, { schema }: Readonly<Settings>, cwd: string): readonly SourceFile[] {
  const named = schema.length > 0 ? configuredSources(schema, cwd).sources : []
  return named.some((source) => source.reader === reader) ? named : discoverSchema(file, cwd).sources
}

interface Read {
  readonly files: readonly TextFile[]
  readonly texts: readonly SourceText[]
}

const known = new WeakMap<readonly SourceFile[], Map<string, Read>>()

/** The texts of the sources in a notation; the same list while none of them changes. */
function textsOf(sources: readonly SourceFile[], reader: string): readonly SourceText[] {
  const files = sources.filter((source) => source.reader === reader).map(({ path }) => loadTextFile(path))
  const ofSources = known.get(sources) ?? new Map<string, Read>()
  known.set(sources, ofSources)
  const before = ofSources.get(reader)
  if (before && areSame(before.files, files)) return before.texts
  const texts = files.flatMap(({ path, text }): SourceText[] => (text === undefined ? [] : [{ file: path, text }]))
  ofSources.set(reader, { files, texts })
  return texts
}
