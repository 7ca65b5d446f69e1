import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Terminal } from '../check/progress.ts'
import type { TermsFlags } from '../check/terms.ts'
import { UsageError } from '../given-settings.ts'
import { writeNamedFile } from '../output.ts'
import { shownPath } from '../places.ts'
import { gather } from './gather.ts'
import { generator, page } from './page.ts'

export interface ReportFlags extends TermsFlags {
  readonly out: string
}

/** Writes the page of `tenancy report`; its path. */
export async function reportCommand(paths: readonly string[], flags: ReportFlags, cwd: string, terminal: Terminal): Promise<string> {
  const file = join(resolve(cwd, flags.out), 'index.html')
  refuseOthers(file, cwd)
  const text = page(await gather(paths, flags, cwd, terminal))
  writeNamedFile(shownPath(file, cwd), text, cwd)
  return shownPath(file, cwd)
}

/** A page that somebody else made stays. */
function refuseOthers(file: string, cwd: string): void {
  const before = textOf(file)
  if (before !== undefined && !before.slice(0, 2000).includes(generator))
    throw new UsageError(
      `${shownPath(file, cwd)} is there, and is no report. Name another folder, as in: tenancy report --out tenancy-report`,
    )
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
