import { globExpression } from '../glob.ts'

/** Whether paths are what a pattern means: `*`, `**`, `?`, `{a,b}`, `[ab]`. */
export function matcher(pattern: string): (path: string) => boolean {
  const expression = globExpression(pattern.replaceAll('\\', '/'), translated)
  return (path) => expression.test(path.replaceAll('\\', '/'))
}

const parts = /\*\*\/|\*\*|\*|\?|\{([^{}]*)\}|\[[^[\]/]*\]|[^*?{[]+|[^]/g

function translated(pattern: string): string {
  return pattern.replace(parts, (part, alternatives: string | undefined) => {
    if (alternatives !== undefined) return `(?:${alternatives.split(',').map(translated).join('|')})`
    switch (part) {
      case '**/':
        return '(?:[^/]*/)*'
      case '**':
        return '.*'
      case '*':
        return '[^/]*'
      case '?':
        return '[^/]'
      default:
        return part.startsWith('[') && part.endsWith(']') ? part.replace('[!', '[^') : part.replace(/[.+^${}()|[\]\\]/g, '\\$&')
    }
  })
}
