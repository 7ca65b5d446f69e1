import { join } from 'node:path'
import type { TSESTree } from '@typescript-eslint/utils'
import { noModules } from '../../javascript/modules.ts'
import { bare, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve, staticText, valueOf, type Located } from '../../javascript/resolve.ts'
import { loadProgram } from '../modules.ts'

/** What a `prisma.config.ts` says under `schema`, without running it. */
export function schemaInConfig(file: string): string | undefined {
  const program = loadProgram(file)
  const exported = program?.exported('default')
  const value = program && exported && valueOf({ binding: exported, program }, noModules)
  const schema = value && propertyNamed(configured(value), 'schema')
  return schema && pathText(schema)
}

/** The object, which may be passed to `defineConfig`. */
function configured(value: Located): Located {
  const { node, program } = resolve(value, noModules)
  const [first] = node.type === 'CallExpression' ? node.arguments : []
  return first ? configured({ node: first, program }) : { node, program }
}

function propertyNamed({ node, program }: Located, name: string): Located | undefined {
  const found = node.type === 'ObjectExpression' ? node.properties.find((one) => isNamed(one, name)) : undefined
  return found?.type === 'Property' ? { node: found.value, program } : undefined
}

function isNamed(property: TSESTree.ObjectLiteralElement, name: string): boolean {
  return property.type === 'Property' && propertyName(property) === name
}

/** A text, or parts of a path put together. */
function pathText(located: Located): string | undefined {
  const { node, program } = resolve(located, noModules)
  if (node.type !== 'CallExpression' || !/^(?:join|resolve)$/.test(pathOf(node.callee)?.at(-1) ?? '')) return staticText(located, noModules)
  const parts = node.arguments.map((part) => partText(part, program))
  return parts.every((part) => part !== undefined) ? join(...parts) : undefined
}

function partText(node: Node, program: Program): string | undefined {
  return isOwnFolder(bare(node)) ? '' : staticText({ node, program }, noModules)
}

function isOwnFolder(node: Node): boolean {
  if (node.type === 'MemberExpression') return node.object.type === 'MetaProperty' && propertyName(node) === 'dirname'
  return pathOf(node)?.join('.') === '__dirname' || (node.type === 'CallExpression' && pathOf(node.callee)?.join('.') === 'process.cwd')
}
