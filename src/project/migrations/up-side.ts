import { migrationTools } from './tools.ts'
import type { Sides } from './tool.ts'

interface Mark {
  readonly at: number
  readonly up: boolean
}

const allSides = migrationTools.flatMap(({ sides }) => sides ?? [])

function listPlaces(text: string, pattern: RegExp | undefined): number[] {
  return pattern ? Array.from(text.matchAll(pattern), ({ index }) => index) : []
}

function listMarks(text: string, { up, down, paired }: Sides): Mark[] {
  const downs = listPlaces(text, down)
  if (downs.length === 0) return []
  const ups = listPlaces(text, up)
  if (paired && ups.length === 0) return []
  return [...ups.map((at) => ({ at, up: true })), ...downs.map((at) => ({ at, up: false }))]
}

/** The text with all but its up side blanked, whatever tool runs it; offsets stay. */
export function upSide(text: string): string {
  // A mark for down may be a special case of one for up, and then it is the one that counts.
  const marks = allSides.flatMap((sides) => listMarks(text, sides)).sort((a, b) => a.at - b.at || Number(b.up) - Number(a.up))
  if (marks.length === 0) return text
  let out = text.slice(0, marks[0]?.at)
  marks.forEach(({ at, up }, i) => {
    const part = text.slice(at, marks[i + 1]?.at)
    out += up ? part : part.replace(/[^\n\r]/g, ' ')
  })
  return out
}
