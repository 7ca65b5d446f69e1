import type { NameRole } from '../../engine.ts'
import type { Sense, Steps, Walk } from './walk.ts'

/** One field of a statement and the words that may stand before it. */
interface Part {
  readonly words: readonly string[]
  readonly field: string
  readonly role?: NameRole
  readonly namespace?: string
  readonly shape: 'one' | 'list' | 'last'
}

export interface Template {
  readonly head: readonly string[]
  readonly parts: readonly Part[]
}

function spaced(text: string): string {
  return text.replaceAll('_', ' ')
}

/**
 * Reads a statement's order of words and names: `word` may stand there, `a+b` only together, `a/b` one of them, `..word` lies further
 * on; `{field}` is a node, `{field role}` a reference, `{field role!namespace}` a definition, `*` marks a list, `$` the last token.
 */
export function template(source: string): Template {
  const parts: Part[] = []
  const head: string[] = []
  let words: string[] = head
  for (const [, fieldSource, word] of source.matchAll(/\{([^{}]+)\}|(\S+)/g)) {
    if (word !== undefined) {
      words.push(word.replaceAll('+', ' '))
      continue
    }
    const [, field = '', role, namespace, mark] = /^(\w+)(?: (\w+))?(?:!(\w+))?([*$])?$/.exec(fieldSource ?? '') ?? []
    parts.push({
      words: words === head ? [] : words,
      field,
      ...(role !== undefined && { role: spaced(role) as NameRole }),
      ...(namespace !== undefined && { namespace: spaced(namespace) }),
      shape: mark === '*' ? 'list' : mark === '$' ? 'last' : 'one',
    })
    words = []
  }
  return { head, parts }
}

function pass(words: readonly string[], walk: Walk): void {
  const { cursor } = walk
  for (const word of words) {
    if (word.startsWith('..')) {
      cursor.after(word.slice(2))
    } else if (word.includes('/')) {
      const found = word.split('/').find((choice) => choice === cursor.word())
      cursor.skip(found ?? '')
    } else cursor.skip(word)
  }
}

/** A dotted name comes as strings or as a list of them. */
function path(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(path)
  if (typeof value !== 'object' || value === null) return []
  if ('String' in value) return path(value.String)
  if ('List' in value) return path(value.List)
  if ('sval' in value) return path(value.sval)
  return 'items' in value ? path(value.items) : []
}

/** A kind that a schema can hold comes as a dotted name. */
function namespace(kind: string, value: unknown): string {
  return typeof value === 'string' ? kind : `${kind} ${path(value).at(-2) ?? ''}`
}

function take(part: Part, role: NameRole, value: unknown, ifNotExists: boolean, walk: Walk): void {
  const { cursor } = walk
  const names = path(value)
  const sense: Sense = part.namespace === undefined ? { role } : { role, within: namespace(part.namespace, value), ifNotExists }
  if (part.shape === 'last') {
    walk.takeAt(cursor.end - 1, names[0], sense)
  } else if (part.shape === 'list' && Array.isArray(value)) {
    for (const item of value) {
      cursor.skip(',')
      walk.path(path(item), sense)
    }
  } else walk.path(names, sense)
}

/** Takes the names of a statement in the order of its template, then reads what else it has. */
export function follow({ head, parts }: Template, body: object, walk: Walk): Steps {
  const values = new Map<string, unknown>(Object.entries(body))
  pass(head, walk)
  const steps = parts.map(({ words, role, field, ...rest }) => (): Steps => {
    const value = values.get(field)
    if (value === undefined || value === '') return []
    pass(words, walk)
    if (role === undefined) return walk.children({ [field]: value })
    take({ words, field, ...rest }, role, value, values.get('if_not_exists') === true, walk)
    return []
  })
  const fields = parts.map(({ field }) => field)
  return [...steps, () => walk.children(body, fields)]
}
