import { join } from 'node:path'
import { resolveModule } from './modules.ts'
import { installedMajor } from './package-version.ts'
import { loadTextFile, type TextFile } from './text-files.ts'
import { nearest } from './workspace.ts'

/** What the disk was asked while a schema was read. */
export type Look =
  | { readonly ask: 'file'; readonly path: string }
  /** The nearest file with one of these names, from a folder on upwards. */
  | { readonly ask: 'nearest'; readonly folder: string; readonly names: readonly string[] }
  /** The major version of the packages, one of which is used there. */
  | { readonly ask: 'major'; readonly folder: string; readonly packages: readonly string[] }
  /** Where the module lies that a file imports. */
  | { readonly ask: 'module'; readonly specifier: string; readonly from: string; readonly root: string }

type Answer<L extends Look> = L extends { readonly ask: 'file' }
  ? TextFile
  : (L extends { readonly ask: 'major' } ? number : string) | undefined

/** What the disk says now. */
export function lookAt<L extends Look>(look: L): Answer<L>
export function lookAt(look: Look): Answer<Look> {
  switch (look.ask) {
    case 'file':
      return loadTextFile(look.path)
    case 'nearest':
      return nearest(look.folder, look.names)
    case 'major':
      return installedMajor(join(look.folder, 'package.json'), look.packages)
    case 'module':
      return resolveModule(look.specifier, look.from, look.root)
  }
}

/** What was asked, and what the disk said. */
export interface Seen {
  readonly look: Look
  readonly answer: unknown
}

/** What was asked, each thing once. */
export class Looks {
  readonly #seen = new Map<string, Seen>()

  at<L extends Look>(look: L): Answer<L> {
    const word = JSON.stringify(look)
    const known = this.#seen.get(word)
    if (known) return known.answer as Answer<L>
    const answer = lookAt(look)
    this.#seen.set(word, { look, answer })
    return answer
  }

  /** Whether the disk would say the same now. */
  get hold(): boolean {
    return [...this.#seen.values()].every(({ look, answer }) => lookAt(look) === answer)
  }

  get all(): readonly Seen[] {
    return [...this.#seen.values()]
  }
}
