import { sourceText, type Value } from '../javascript/symbolic/value.ts'

/** Why it cannot be seen what a value is, in words for a message. */
export function reasonOf(value: Value): string {
  const text = `\`${shownText(sourceText(value.at))}\``
  switch (value.kind) {
    case 'symbol':
      return value.declared && value.declared.node.type !== 'VariableDeclarator'
        ? `\`${value.name}\` is a parameter`
        : `what \`${value.name}\` is cannot be seen`
    case 'unknown':
      return value.reason
    case 'member':
      // A part that nobody wrote out, as the `where` of arguments that are a parameter.
      return value.at === value.object.at ? reasonOf(value.object) : `what ${text} stands for cannot be seen`
    case 'import':
      return `${text} comes from the package ${value.from}`
    case 'call':
      return `what ${text} gives cannot be seen`
    default:
      return `what ${text} stands for cannot be seen`
  }
}

/** On one line, and not too long for a message. */
export function shownText(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
