import { relative, sep } from 'node:path'
import type { Place } from '../catalog/place.ts'
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
    let line = 0
    let high = lines.length - 1
    while (line < high) {
      const middle = (line + high + 1) >> 1
      if ((lines[middle] ?? 0) <= offset) line = middle
      else high = middle - 1
    }
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
