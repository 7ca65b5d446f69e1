import { createRequire } from 'node:module'
import type { TSESTree } from '@typescript-eslint/utils'
import type { HostSource } from '../document/document-of.ts'
import { splitScript } from '../sql/script.ts'

interface Parser {
  parseForESLint(text: string, options: object): { ast: TSESTree.Program }
}

let parser: Parser | undefined

function loadParser(): Parser {
  return (parser ??= createRequire(import.meta.url)('@typescript-eslint/parser') as Parser)
}

/** A file as the document reader takes it, without ESLint; undefined where its program cannot be parsed. */
export function sourceOf(path: string, text: string): HostSource | undefined {
  if (path.endsWith('.sql')) return { text, ast: { type: 'SqlRoot', script: splitScript(text) } }
  try {
    const { ast } = loadParser().parseForESLint(text, {
      range: true,
      loc: false,
      jsx: /[jt]sx$|\.js$/.test(path),
      filePath: path,
    })
    return { text, ast }
  } catch {
    return undefined
  }
}
