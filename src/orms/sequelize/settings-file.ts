import type { Located } from '../../javascript/resolve.ts'
import type { Entry, Value } from '../../javascript/symbolic/value.ts'
import { isRecord } from '../../settings/shape.ts'
import type { SourceText } from '../orm.ts'

/** `define` in a config.json of the command line, for each environment; the first that has it counts. */
export function sharedInConfig(files: readonly SourceText[], at: Located | undefined): readonly Entry[] {
  if (!at) return []
  for (const { file, text } of files) {
    if (!file.endsWith('.json')) continue
    const config = parsed(text)
    for (const one of [config, ...Object.values(config)]) {
      const define = isRecord(one) ? one['define'] : undefined
      if (isRecord(define)) return Object.entries(define).map(([key, value]) => ({ key, value: valueOf(value, at), at }))
    }
  }
  return []
}

export function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text)
    return isRecord(json) ? json : {}
  } catch {
    return {}
  }
}

function valueOf(json: unknown, at: Located): Value {
  if (Array.isArray(json)) return { kind: 'list', items: json.map((one) => valueOf(one, at)), open: false, at }
  if (isRecord(json)) {
    const entries = Object.entries(json).map(([key, value]) => ({ key, value: valueOf(value, at), at }))
    return { kind: 'record', entries, open: false, at }
  }
  return { kind: 'literal', value: typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : null, at }
}
