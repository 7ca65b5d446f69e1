import { quotedText, quoteName } from '../../catalog/names.ts'
import { isTrue, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { isDrizzle, methodOf } from './library.ts'
import { objectOf } from './objects.ts'
import { operatorText } from './operators.ts'
import type { Tables } from './tables.ts'

/** Prints what Drizzle takes for SQL as it would send it; undefined where a part is not known. */
export class SqlText {
  readonly #tables: Tables
  /** Columns of its own table stand alone where no other table can be. */
  readonly #alone: boolean

  constructor(tables: Tables, alone: boolean) {
    this.#tables = tables
    this.#alone = alone
  }

  of(value: Value): string | undefined {
    switch (value.kind) {
      case 'tagged':
        return isDrizzle(value.tag, 'sql') && 'quasis' in value.template.at.node
          ? this.#template(value.template, value.template.at.node.quasis)
          : undefined
      case 'literal':
        return literalText(value)
      case 'text':
        return undefined
      case 'list':
        return value.open ? undefined : this.#joined(value.items, ', ', '(', ')')
      case 'import':
        return isDrizzle(value, 'authUid')
          ? '(select auth.uid())'
          : isDrizzle(value, 'realtimeTopic')
            ? 'realtime.topic()'
            : this.#named(value)
      case 'call':
        return this.#call(value)
      default:
        return this.#named(value)
    }
  }

  /** All columns of a table; undefined where they are not all known. */
  columnsOf(value: Value): string | undefined {
    const table = this.#tables.of(value)
    if (!table || table.open || table.unread.length > 0) return undefined
    return table.columns.map(({ text }) => quoteName(text)).join(', ')
  }

  /** The texts of a template are SQL; its holes are not, also where they are texts. */
  #template(template: Value, quasis: readonly unknown[]): string | undefined {
    const parts = template.kind === 'text' || template.kind === 'literal' ? (template.parts ?? [template]) : [template]
    const texts = parts.map((part) => (quasis.includes(part.at.node) ? textOf(part) : this.of(part)))
    return texts.every((text) => text !== undefined) ? texts.join('') : undefined
  }

  #call(value: Kind<'call'>): string | undefined {
    const { callee, args } = value
    if (callee.kind === 'import' && isDrizzle(callee)) return operatorText(callee.name, args, (one) => this.of(one)) ?? this.#named(value)
    const method = methodOf(value)
    if (!method) return this.#named(value)
    const [first] = args
    if (isDrizzle(method.object, 'sql')) return this.#ofSql(method.name, args)
    if (method.name === 'mapWith' || method.name === 'inlineParams' || method.name === 'getSQL') return this.of(method.object)
    if (method.name === 'if') return first && isTrue(first) ? this.of(method.object) : undefined
    return this.#named(value)
  }

  /** `sql.raw(…)` and the like. */
  #ofSql(name: string, [first, second]: readonly Value[]): string | undefined {
    switch (name) {
      case 'raw':
        return textOf(first)
      case 'identifier':
        return first && quotedOrNot(textOf(first))
      case 'empty':
        return ''
      case 'param':
        return first && this.of(first)
      case 'join':
        return first?.kind === 'list' && !first.open ? this.#joined(first.items, second ? this.of(second) : '', '', '') : undefined
      default:
        return undefined
    }
  }

  #joined(items: readonly Value[], between: string | undefined, before: string, after: string): string | undefined {
    const texts = items.map((item) => this.of(item))
    return between !== undefined && texts.every((text) => text !== undefined) ? `${before}${texts.join(between)}${after}` : undefined
  }

  /** Columns, tables, types and schemas, by their names. */
  #named(value: Value): string | undefined {
    const found = this.#tables.column(value)
    if (found) {
      const name = quoteName(found.column.text)
      return this.#alone ? name : `${qualifiedText(found.table.schema, found.table.name.text)}.${name}`
    }
    const table = this.#tables.of(value)
    if (table) return qualifiedText(table.schema, table.name.text)
    const object = objectOf(value)
    const name = object && object.kind !== 'policy' ? textOf(object.call.args[0]) : undefined
    return name === undefined ? undefined : qualifiedText(object?.schema?.name, name)
  }
}

function qualifiedText(schema: string | undefined, name: string): string {
  return schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`
}

function quotedOrNot(name: string | undefined): string | undefined {
  return name === undefined ? undefined : quoteName(name)
}

function literalText({ value }: Kind<'literal'>): string {
  if (typeof value === 'string') return quotedText(value)
  return value === undefined ? '' : String(value)
}
