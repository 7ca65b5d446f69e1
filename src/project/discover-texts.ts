import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { shownText } from './text-files.ts'

function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '')
}

export function readText(path: string): string | undefined {
  try {
    return withoutMark(readFileSync(path, 'utf8'))
  } catch {
    return shownText(path)
  }
}

const beginning = 4096

/** The beginning of a text: enough to see what it is. */
export function readBeginning(path: string): string | undefined {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const bytes = Buffer.alloc(beginning)
    return withoutMark(bytes.toString('utf8', 0, readSync(file, bytes, 0, beginning, 0)))
  } catch {
    return shownText(path)?.slice(0, beginning)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** Whole where the end matters too: lists of migrations grow there. */
export function readSign(path: string): string | undefined {
  return /^(?:_journal\.json|sqitch\.plan)$/.test(basename(path)) ? readText(path) : readBeginning(path)
}
