import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { linesWithout } from './exemptions.ts'

/**
 * Where something is told so that a comment above all that it stands in silences it: no comment can stand within the text of a template, so that who
 * writes one puts it above the statement. Undefined where nobody did.
 */
export function placeSilencedAbove(index: number, rule: string, sourceCode: Readonly<TSESLint.SourceCode>): TSESTree.Position | undefined {
  // That of another language has no nodes, and may have many findings.
  if (!('getNodeByRangeIndex' in sourceCode)) return undefined
  const lines = linesWithout(rule, sourceCode)
  if (lines.size === 0) return undefined
  for (let node = sourceCode.getNodeByRangeIndex(index); node; node = node.parent ?? null) {
    if (lines.has(node.loc.start.line)) return node.loc.start
    if (/Statement$|Declaration$|^PropertyDefinition$|^MethodDefinition$/.test(node.type)) return undefined
  }
  return undefined
}
