import { join } from 'node:path'
import { textOf, type Value } from '../javascript/symbolic/value.ts'
import { wayOf } from './code-steps.ts'

/** The object that a config file shows, which may be passed to `defineConfig`. */
export function configured(value: Value): Value {
  const [first] = value.kind === 'call' ? value.args : []
  return first ?? value
}

/** A text, or parts of a path put together, from the folder of the configuration on. */
export function pathText(value: Value | undefined): string | undefined {
  if (value?.kind === 'text') return joinedText(value.parts)
  if (value?.kind === 'member' && value.name === 'pathname') return pathText(value.object)
  if (value?.kind !== 'call') return textOf(value)
  const name = calledName(value.callee)
  if (name === 'URL' || name === 'fileURLToPath') return pathText(value.args[0])
  if (name !== 'join' && name !== 'resolve') return undefined
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
  const path = wayOf(value)
  if (path === '__dirname' || path === 'import.meta.dirname' || path === 'process.cwd') return true
  return value.kind === 'call' && calledName(value.callee) === 'dirname' && isOwnFile(value.args[0])
}

function isOwnFile(value: Value | undefined): boolean {
  if (value?.kind === 'call' && calledName(value.callee) === 'fileURLToPath') return isOwnFile(value.args[0])
  return value !== undefined && /^(?:__filename|import\.meta\.(?:url|filename))$/.test(wayOf(value))
}
