import type { Finding } from '../check/finding.ts'
import type { FrameLine } from './model.ts'

const around = 2
const mostLines = 12
const mostOfLine = 240

/** The lines of a finding with those around them, and in them what it is about. */
export function codeFrame(lines: readonly string[], { line, column, endLine, endColumn }: Finding): FrameLine[] {
  const first = Math.max(1, line - around)
  const last = Math.min(lines.length, endLine + around, first + mostLines - 1)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i): FrameLine => {
    const number = first + i
    const text = lines[number - 1] ?? ''
    if (number < line || number > endLine) return { number, before: cut(text), marked: '', after: '' }
    const from = number === line ? column - 1 : text.length - text.trimStart().length
    const to = number === endLine ? endColumn - 1 : text.length
    return { number, before: cutStart(text.slice(0, from)), marked: cut(text.slice(from, Math.max(from, to))), after: cut(text.slice(to)) }
  })
}

function cut(text: string): string {
  return text.length > mostOfLine ? `${text.slice(0, mostOfLine)}…` : text
}

function cutStart(text: string): string {
  return text.length > mostOfLine ? `…${text.slice(-mostOfLine)}` : text
}
