import type { BasicDataTypeDef, DataTypeDef, Expr, Name, PGNode, QName, Statement } from 'pgsql-ast-parser'
import { cutName } from '../../../catalog/names.ts'
import type { NameRole } from '../../engine.ts'
import { NameReader, type Sense, type Step, type Steps } from '../../name-reader.ts'

export type { Sense, Step, Steps } from '../../name-reader.ts'

export type Typed = Statement | Expr
type TypeOf = Typed['type']

/** How to read the nodes of each type; a type without an entry only leads to its children. */
export type Handlers = { readonly [T in TypeOf]?: (node: Extract<Typed, { type: T }>, reader: AstReader) => Steps | void }

/** Types that are syntax of their own in Postgres, not names. */
const typeSyntax = new Set([
  'bigint',
  'bit',
  'boolean',
  'char',
  'character',
  'dec',
  'decimal',
  'double',
  'float',
  'int',
  'integer',
  'interval',
  'json',
  'nchar',
  'numeric',
  'real',
  'smallint',
  'time',
  'timestamp',
  'varchar',
])

/** Calls that are syntax of their own in Postgres, not functions. */
const callSyntax = new Set([
  'all',
  'any',
  'array',
  'cast',
  'coalesce',
  'cube',
  'current_date',
  'current_time',
  'current_timestamp',
  'exists',
  'extract',
  'greatest',
  'grouping',
  'json',
  'json_array',
  'json_arrayagg',
  'json_exists',
  'json_object',
  'json_objectagg',
  'json_query',
  'json_scalar',
  'json_serialize',
  'json_value',
  'least',
  'localtime',
  'localtimestamp',
  'normalize',
  'nullif',
  'position',
  'rollup',
  'row',
  'some',
  'trim',
  'values',
  'xmlconcat',
])

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Reads the package's trees, whose nodes mostly say where they start. */
export class AstReader extends NameReader {
  readonly #handlers: Handlers

  constructor(sql: string, handlers: Handlers) {
    super(sql)
    this.#handlers = handlers
  }

  visit(node: unknown): Step | undefined {
    if (!isObject(node)) return undefined
    return () => {
      if (Array.isArray(node)) return node.map((item) => this.visit(item))
      const type = 'type' in node && typeof node.type === 'string' ? node.type : ''
      const handler = this.#handlers[type as TypeOf] as ((node: object, reader: AstReader) => Steps | void) | undefined
      return handler ? handler(node, this) : Object.values(node).map((child) => this.visit(child))
    }
  }

  seek(node: PGNode | undefined): boolean {
    const start = node?._location?.start
    if (start === undefined) return false
    this.cursor.index = this.cursor.at(start)
    return true
  }

  /** The tree's name as Postgres' parser gives it: the package folds every letter, keeps doubled quotes and trims what is quoted. */
  #spelt(name: string, index: number): string {
    const token = this.cursor.text(index)
    if (token === undefined) return name
    const same = token.trim().toLowerCase() === name.replaceAll('""', '"').trim().toLowerCase()
    return same ? cutName(token) : name
  }

  /** Takes the name here, whether or not the tree says where it is. */
  takeHere(name: string | undefined, sense: Sense): boolean {
    return name !== undefined && this.take(this.#spelt(name, this.cursor.index), sense)
  }

  takeAtEnd(end: number, name: string | undefined, sense: Sense): boolean {
    return name !== undefined && this.takeAt(end - 1, this.#spelt(name, end - 1), sense)
  }

  /** Takes a located name. */
  takeName(name: Name | undefined, sense: Sense): boolean {
    return this.seek(name) && this.takeHere(name?.name, sense)
  }

  takeNames(names: readonly Name[] | null | undefined, sense: Sense): void {
    for (const name of names ?? []) this.takeName(name, sense)
  }

  takeDotted(names: readonly (string | undefined)[], sense: Sense, qualifiers: readonly NameRole[] = ['schema']): boolean {
    const { index } = this.cursor
    const written = names.filter((name) => name !== undefined)
    return this.takePath(
      written.map((name, i) => this.#spelt(name, index + 2 * i)),
      sense,
      qualifiers,
    )
  }

  /** Takes a located name with its schema. */
  takeQualified(name: QName | undefined, sense: Sense): boolean {
    return name !== undefined && this.seek(name) && this.takeDotted([name.schema, name.name], sense)
  }

  /** The names of a bracket whose places the tree does not tell. */
  takeBracket(names: readonly Name[] | null | undefined, sense: Sense): void {
    if (!names || names.length === 0) return
    const spans = this.bracket()
    const behind = this.cursor.index
    names.forEach(({ name }, i) => {
      this.cursor.index = spans[i]?.[0] ?? behind
      this.takeHere(name, sense)
    })
    this.cursor.index = behind
  }

  /** A located name as Postgres cuts it. */
  cutQualified(name: QName): Required<Pick<QName, 'schema' | 'name'>> {
    const { cursor } = this
    const first = name._location ? cursor.at(name._location.start) : cursor.index
    const last = name.schema === undefined ? first : first + 2
    const schema = name.schema === undefined ? '' : (cursor.cutName(first) ?? '')
    return { schema, name: cursor.cutName(last) ?? name.name }
  }

  takeType(type: DataTypeDef | undefined): void {
    let element = type
    while (element?.kind === 'array') element = element.arrayOf
    if (!element || !this.seek(element)) return
    if (!isSyntax(element)) this.takeDotted([element.schema, element.name], { role: 'type' })
  }

  /** The function of a call that starts here. */
  takeFunction(name: QName): void {
    const syntax = this.seek(name) && name.schema === undefined && callSyntax.has(this.cursor.word())
    if (!syntax) this.takeQualified(name, { role: 'function' })
  }
}

function isSyntax(type: BasicDataTypeDef): boolean {
  return type.schema === undefined && !type.doubleQuoted && typeSyntax.has(type.name)
}
