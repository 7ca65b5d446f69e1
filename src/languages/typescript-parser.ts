import { createRequire } from 'node:module'
import type { Linter } from 'eslint'
import { once } from '../catalog/once-for.ts'

const require = createRequire(import.meta.url)
const name = '@typescript-eslint/parser'

type Parser = Extract<Linter.Parser, { parseForESLint: unknown }>

interface MissingParser extends Error {
  lineNumber?: number
  column?: number
}

let loaded: Parser | undefined

function load(): Parser {
  try {
    return (loaded ??= require(name) as Parser)
  } catch (cause) {
    const error: MissingParser = new Error(
      `eslint-plugin-tenancy reads TypeScript with ${name}, which cannot be loaded: npm i -D ${name}`,
      { cause },
    )
    error.lineNumber = 1
    error.column = 1
    throw error
  }
}

function findVersion(): string {
  try {
    return (require(`${name}/package.json`) as { version: string }).version
  } catch {
    return 'missing'
  }
}

/** ESLint asks for it at each file. */
const version = once(findVersion)

/** The peer `@typescript-eslint/parser`, loaded at the first TypeScript file: JavaScript projects never pay for it. */
export const typescriptParser: Parser = {
  get meta() {
    return { name: 'typescript-eslint/parser', version: version() }
  },
  parseForESLint: (text, options) => load().parseForESLint(text, options),
}
