import type { TSESTree } from '@typescript-eslint/utils'

/** How Deno and browsers name a package: by its registry, or the address of who sends it, which may put something before the name. */
const ofRegistry = /^(?:npm|jsr):\/?((?:@[\w.-]+\/)?[\w.-]+)(?:@[^/]*)?((?:\/.*)?)$/
const ofServer = /^https?:\/\/[^/]+\/(?:[^@]*\/)?((?:@[\w.-]+\/)?[\w.-]+)(?:@[^/?]*)?([^?]*)/

/** A module as npm names it: `kysely` of `npm:kysely@0.27` and of `https://esm.sh/kysely@0.27.4?target=deno`. */
export function specifierOf(from: string): string {
  const [, name, path = ''] = ofRegistry.exec(from) ?? ofServer.exec(from) ?? []
  return name === undefined ? from : `${name}${path}`
}

/** The module that a call of `require` asks for, as it is written. */
export function moduleRequired(node: TSESTree.Node | undefined): string | undefined {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined
  const [source] = node.arguments
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined
}

const imported = /["'](?:npm:|jsr:|https?:)[^"'\s]+["']/g

/** Whether a program names a package, or a part of one, whoever sends it. */
export function namesPackage(text: string, name: string): boolean {
  if (!text.includes(name)) return false
  if (["'", '"'].some((quote) => text.includes(`${quote}${name}${quote}`) || text.includes(`${quote}${name}/`))) return true
  return [...text.matchAll(imported)].some(([quoted]) => `${specifierOf(quoted.slice(1, -1))}/`.startsWith(`${name}/`))
}
