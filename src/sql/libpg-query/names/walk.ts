import type { Node } from '@pgsql/types'
import { lookup } from '../../../catalog/lookup.ts'
import { NameReader, type Step, type Steps } from '../../name-reader.ts'
import type { EncodedText } from '../offsets.ts'

export type { Sense, Step, Steps } from '../../name-reader.ts'

type Merged<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void ? All : never
type Bodies = Merged<Node>
export type Tag = keyof Bodies

/** How to read the nodes of each tag; a tag without an entry only leads to its children. */
export type Handlers = { readonly [T in Tag]?: (body: Bodies[T], walk: Walk) => Steps | void }

/** Fields whose nodes come without a tag, by the tag that they would have. */
const untagged: Readonly<Record<string, Tag>> = lookup({
  relation: 'RangeVar',
  table: 'RangeVar',
  sequence: 'RangeVar',
  rel: 'RangeVar',
  typevar: 'RangeVar',
  constrrel: 'RangeVar',
  pktable: 'RangeVar',
  identitySequence: 'RangeVar',
  typeName: 'TypeName',
  argType: 'TypeName',
  returnType: 'TypeName',
  ofTypename: 'TypeName',
  datatype: 'TypeName',
  storedtype: 'TypeName',
  sourcetype: 'TypeName',
  targettype: 'TypeName',
  type_name: 'TypeName',
  collClause: 'CollateClause',
  over: 'WindowDef',
  func: 'ObjectWithArgs',
  opername: 'ObjectWithArgs',
  fromsql: 'ObjectWithArgs',
  tosql: 'ObjectWithArgs',
  funccall: 'FuncCall',
  setstmt: 'VariableSetStmt',
  action: 'GrantStmt',
  base: 'CreateStmt',
  pathspec: 'JsonTablePathSpec',
  pubtable: 'PublicationTable',
  role: 'RoleSpec',
  newowner: 'RoleSpec',
  newrole: 'RoleSpec',
  owner: 'RoleSpec',
  authrole: 'RoleSpec',
  grantor: 'RoleSpec',
  user: 'RoleSpec',
})

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** The strings of a list of String nodes. */
export function strings(nodes: readonly Node[] | undefined): string[] {
  const found: string[] = []
  for (const node of nodes ?? []) {
    if ('String' in node) found.push(node.String.sval ?? '')
    else if ('List' in node) found.push(...strings(node.List.items))
  }
  return found
}

/** Goes through a tree in the order of its text and keeps the names it finds. */
export class Walk extends NameReader {
  readonly #text: EncodedText
  readonly #handlers: Handlers

  constructor(sql: string, text: EncodedText, handlers: Handlers) {
    super(sql)
    this.#text = text
    this.#handlers = handlers
  }

  visit(node: unknown): Step | undefined {
    if (!isObject(node)) return undefined
    return () => {
      if (Array.isArray(node)) return node.map((item) => this.visit(item))
      const entries: [string, unknown][] = Object.entries(node)
      const [tag, body] = entries[0] ?? ['', undefined]
      return entries.length === 1 && /^[A-Z]/.test(tag) && isObject(body) ? this.#enter(tag, body) : this.children(node)
    }
  }

  /** As `visit`, for a node that comes without its tag. */
  as<T extends Tag>(tag: T, body: Bodies[T] | undefined): Step | undefined {
    return body && (() => this.#enter(tag, body))
  }

  #enter(tag: string, body: object): Steps | void {
    const handler = this.#handlers[tag as Tag] as ((body: object, walk: Walk) => Steps | void) | undefined
    return handler ? handler(body, this) : this.children(body)
  }

  children(body: object, except: readonly string[] = []): Steps {
    return Object.entries(body).map(([field, value]: [string, unknown]) => {
      if (!isObject(value) || except.includes(field)) return undefined
      const tag = untagged[field]
      return tag && !isTagged(value) ? () => this.#enter(tag, value) : this.visit(value)
    })
  }

  /** Goes to where the tree says a node starts; false when it does not say. */
  seek(location: number | undefined): boolean {
    if (location !== undefined && location < 0) return false
    this.cursor.index = this.cursor.at(this.#text.fromByte(location ?? 0))
    return true
  }
}

function isTagged(value: object): boolean {
  const keys = Object.keys(value)
  return Array.isArray(value) || (keys.length === 1 && /^[A-Z]/.test(keys[0] ?? ''))
}
