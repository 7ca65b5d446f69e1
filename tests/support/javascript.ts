import { Linter } from 'eslint'

/** A program as ESLint parses JavaScript by itself; none where it is none. */
export function javascriptTree(text: string): object | undefined {
  const linter = new Linter({ configType: 'flat' })
  const found = linter.verify(text, [{ languageOptions: { ecmaVersion: 'latest', sourceType: 'module' } }], { filename: 'case.js' })
  return found.some(({ fatal }) => fatal) ? undefined : linter.getSourceCode().ast
}
