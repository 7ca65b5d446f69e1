import { join } from 'node:path'
import { chainOf } from '../javascript/symbolic/chain.ts'
import { textOf, type Value } from '../javascript/symbolic/value.ts'

/** The object that a config file shows, which may be passed to `defineConfig`. */
export function configured(value: Value): Value {
  const [first] = value.kind === 'call' ? value.args : []
  return first ?? value
}

/** A text, or parts of a path put together, from the folder of the configuration on. */
export function pathText(value: Value | undefined): string | undefined {
  if (value?.kind === 'text') return joinedText(value.parts)
  if (value?.kind !== 'call' || !/^(?:join|resolve)$/.test(calledName(value.callee))) return textOf(value)
  const parts = value.args.map((part) => (isOwnFolder(part) ? '' : textOf(part)))
  return parts.every((part) => part !== undefined) ? join(...parts) : undefined
}

/** `${__dirname}/migrations` */
function joinedText(parts: readonly Value[]): string | undefined {
  const texts = parts.map((part) => (isOwnFolder(part) ? '.' : textOf(part)))
  return texts.every((text) => text !== undefined) ? join(texts.join('')) : undefined
}

function calledName(callee: Value): string {
  return callee.kind === 'member' || callee.kind === 'import' || callee.kind === 'symbol' ? callee.name : ''
}

function isOwnFolder(value: Value): boolean {
  const { root, links } = chainOf(value)
  const path = [root.kind === 'symbol' ? root.name : '', ...links.map(({ name }) => name)].join('.')
  return path === '__dirname' || path === 'import.meta.dirname' || path === 'process.cwd'
}
