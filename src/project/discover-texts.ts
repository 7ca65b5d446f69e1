import { basename } from 'node:path'
import { readFile, readFileStart } from './read-file.ts'
import { shownText } from './text-files.ts'

function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '')
}

export function readText(path: string): string | undefined {
  try {
    return withoutMark(readFile(path).toString('utf8'))
  } catch {
    return shownText(path)
  }
}

const beginning = 4096

/** The beginning of a text: enough to see what it is. */
export function readBeginning(path: string): string | undefined {
  try {
    return withoutMark(readFileStart(path, beginning).toString('utf8'))
  } catch {
    return shownText(path)?.slice(0, beginning)
  }
}

/** Whole where the end matters too: lists of migrations grow there. */
export function readSign(path: string): string | undefined {
  return /^(?:_journal\.json|sqitch\.plan)$/.test(basename(path)) ? readText(path) : readBeginning(path)
}
