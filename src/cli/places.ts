import { relative, sep } from 'node:path'
import { lineAt, type Place } from '../catalog/place.ts'
import { loadTextFile } from '../project/text-files.ts'

/** A place as people and editors count: from 1. */
export interface ShownPlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Turns places into lines and columns, reading each file's line ends once. */
export function placeShower(cwd: string): (place: Place) => ShownPlace {
  const starts = new Map<string, readonly number[]>()
  return ({ file, range: [offset] }) => {
    let lines = starts.get(file)
    if (!lines) starts.set(file, (lines = lineStarts(loadTextFile(file).text ?? '')))
    const line = lineAt(lines, offset)
    return { file: shownPath(file, cwd), line: line + 1, column: offset - (lines[line] ?? 0) + 1 }
  }
}

export function shownPath(file: string, cwd: string): string {
  return relative(cwd, file).split(sep).join('/')
}

/** Where each line of a text begins. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  for (const match of text.matchAll(/\r\n|[\n\r]/g)) starts.push(match.index + match[0].length)
  return starts
}
