import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RawStmt } from '@pgsql/types'
import { failure, type Parsed } from '../engine.ts'
import { encodeText, type EncodedText } from './offsets.ts'

type Imports = Record<string, Record<string, unknown>>

/** Node has it; neither its types nor the language's do. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: Imports) => { exports: Record<string, unknown> }
}

/** What libpg-query gives for a text: raw statements, and the way from their byte offsets to UTF-16. */
export interface RawParse {
  readonly statements: readonly RawStmt[]
  readonly text: EncodedText
}

/** The part of the package's Emscripten module that is used here. */
interface Glue {
  _malloc(size: number): number
  _free(pointer: number): void
  _wasm_parse_query_raw(pointer: number): number
  _wasm_free_parse_result(pointer: number): void
  /** Replaced whenever the memory grows, so never kept. */
  HEAPU8: Uint8Array
  HEAPU32: Uint32Array
}

const required = ['_malloc', '_free', '_wasm_parse_query_raw', '_wasm_free_parse_result', 'HEAPU8', 'HEAPU32'] as const

/** A single text larger than this is refused: scripts come here statement by statement. */
const maxBytes = 1 << 20
const tooLong = 'it is longer than a megabyte'

/** Crashed instances are collected only when the event loop turns, so within one turn their number is bounded. */
const maxRestartsPerTurn = 16

const require = createRequire(import.meta.url)
let compiled: object | undefined
let running: Glue | undefined
let broken: Error | undefined
let restarts = 0

/**
 * Starts the engine without waiting: the package's factory runs synchronously up to its first `await`, calling
 * `instantiateWasm` on the way, and everything needed to parse is bound by then. Only the constructors would run
 * a microtask late; theirs is the one export that the glue leaves unbound, so they are run here instead.
 */
function boot(): Glue {
  const factory = require('libpg-query/wasm/libpg-query.js') as (module: object) => Promise<unknown>
  compiled ??= new WebAssembly.Module(readFileSync(require.resolve('libpg-query/wasm/libpg-query.wasm')))
  const module = compiled
  const glue: Partial<Glue> & Record<string, unknown> = {
    print() {},
    printErr() {},
    instantiateWasm(imports: Imports, receive: (instance: { exports: object }) => void) {
      const { exports } = new WebAssembly.Instance(module, imports)
      const view: Record<string, unknown> = {}
      const unbound = new Set(Object.keys(exports))
      for (const name of Object.keys(exports)) {
        Object.defineProperty(view, name, {
          configurable: true,
          enumerable: true,
          get() {
            unbound.delete(name)
            return exports[name]
          },
        })
      }
      receive({ exports: view })
      for (const name of unbound) {
        const run = exports[name]
        if (typeof run === 'function') (run as () => void)()
        Object.defineProperty(view, name, { value() {} })
      }
      return view
    },
  }
  factory(glue).catch(() => {})
  const missing = required.filter((name) => glue[name] === undefined)
  if (missing.length > 0) throw new Error(`this build of libpg-query cannot start synchronously: ${missing.join(', ')} missing`)
  return glue as Glue
}

function engine(): Glue {
  if (broken) throw broken
  if (running) return running
  if (restarts > maxRestartsPerTurn) throw new Error('the SQL engine crashed too often in a row')
  try {
    return (running = boot())
  } catch (error) {
    throw (broken = asError(error))
  }
}

/** After a trap the instance is corrupt though it may still answer: the next call starts a new one. */
function dropEngine(): void {
  running = undefined
  restarts++
  setImmediate(() => restarts--).unref()
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** Puts a text into the engine's memory, ended by a zero. */
function write(glue: Glue, sql: string, length: number): number {
  const pointer = glue._malloc(length + 1)
  if (!pointer) throw new RangeError('out of memory')
  Buffer.from(glue.HEAPU8.buffer, pointer, length + 1).write(sql)
  glue.HEAPU8[pointer + length] = 0
  return pointer
}

/** Does the same as the glue's own function, which looks for the end byte by byte. */
function read(glue: Glue, pointer: number): string {
  return Buffer.from(glue.HEAPU8.buffer, pointer, glue.HEAPU8.indexOf(0, pointer) - pointer).toString()
}

/** The C struct is { tree, stderr, error }; the error's is { message, function, file, line, position, context }. */
function parseText(glue: Glue, sql: string, text: EncodedText): Parsed<RawParse> {
  const pointer = write(glue, sql, text.length)
  const result = glue._wasm_parse_query_raw(pointer)
  glue._free(pointer)
  if (!result) throw new RangeError('out of memory')
  const word = (address: number): number => glue.HEAPU32[address >> 2] ?? 0
  const error = word(result + 8)
  const parsed: Parsed<RawParse> = error
    ? failure('syntax', read(glue, word(error)), text.fromCharacter(word(error + 16)))
    : { ok: true, value: { statements: readTree(read(glue, word(result))), text } }
  glue._wasm_free_parse_result(result)
  return parsed
}

function readTree(json: string): readonly RawStmt[] {
  return (JSON.parse(json) as { stmts?: RawStmt[] }).stmts ?? []
}

export function parseRaw(sql: string): Parsed<RawParse> {
  const nul = sql.indexOf('\0')
  if (nul >= 0) return failure('input', 'a NUL character cannot stand in SQL', nul)
  if (sql.length > maxBytes) return failure('limit', tooLong)
  const text = encodeText(sql)
  if (text.length > maxBytes) return failure('limit', tooLong)
  try {
    return parseText(engine(), sql, text)
  } catch (error) {
    if (running) dropEngine()
    return failure('engine', asError(error).message)
  }
}
