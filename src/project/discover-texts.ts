import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { readFile, readFileStart } from './read-file.ts'
import { shownText } from './text-files.ts'

/** Most paths that are asked for are not there, and to fail costs ten times what looking does. */
function textOf(path: string, read: () => Buffer): string | undefined {
  if (!existsSync(path)) return shownText(path)
  try {
    return read()
      .toString('utf8')
      .replace(/^\ufeff/, '')
  } catch {
    return shownText(path)
  }
}

export function readText(path: string): string | undefined {
  return textOf(path, () => readFile(path))
}

const beginning = 4096

/** The beginning of a text: enough to see what it is. */
export function readBeginning(path: string): string | undefined {
  return textOf(path, () => readFileStart(path, beginning))?.slice(0, beginning)
}

/** Whole where the end matters too: lists of migrations grow there. */
export function readSign(path: string): string | undefined {
  return /^(?:_journal\.json|sqitch\.plan)$/.test(basename(path)) ? readText(path) : readBeginning(path)
}
