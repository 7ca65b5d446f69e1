import { chainOf } from '../../javascript/symbolic/chain.ts'
import { itemsOf, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { wayOf } from '../code-steps.ts'
import { quotedName, quotedText } from '../../catalog/names.ts'
import { joined, type Pen, type Sql } from '../placed-sql.ts'
import { templateParts } from '../template-parts.ts'

/** How names are written in the database: a plugin may change them. */
export type Naming = (name: string) => string

/** Writes what Kysely would send for the values of a program. */
export class Expressions {
  readonly #naming: Naming

  constructor(naming: Naming) {
    this.#naming = naming
  }

  /** One name, without any dots. */
  name(value: Value | undefined, pen: Pen): Sql {
    const text = textOf(value)
    return text === undefined ? pen.gap : pen.said(this.quoted(text), value)
  }

  quoted(text: string): string {
    return quotedName(this.#naming(text))
  }

  /** A table and so on, which may be in a schema. */
  table(value: Value | undefined, schema: Value | undefined, pen: Pen): Sql {
    const text = textOf(value)
    if (text === undefined) return this.sql(value, pen) ?? pen.gap
    const parts = text.split('.').map((part) => this.quoted(part.trim()))
    if (parts.length > 1 || !schema) return pen.said(parts.join('.'), value)
    return pen.sql`${this.name(schema, pen)}.${pen.said(parts.join('.'), value)}`
  }

  names(value: Value | undefined, pen: Pen): Sql {
    const list = value?.kind === 'list' ? (value.open ? undefined : itemsOf(value)) : value && [value]
    return list ? joined(list.map((one) => this.name(one, pen)), pen.plain(', ')) : pen.gap // prettier-ignore
  }

  /** A type is a word, or SQL. */
  type(value: Value | undefined, pen: Pen): Sql {
    if (!value) return pen.gap
    return this.sql(value, pen) ?? pen.raw(value)
  }

  /** SQL, or a value that is written in its place. */
  value(value: Value | undefined, pen: Pen): Sql {
    if (!value) return pen.gap
    return this.sql(value, pen) ?? immediate(value, pen)
  }

  /** `sql` and what belongs to it; undefined where it is something else. */
  sql(value: Value | undefined, pen: Pen): Sql | undefined {
    if (value?.kind === 'tagged') return isSqlTag(value.tag) ? this.#template(value, pen) : undefined
    if (value?.kind !== 'call') return undefined
    const { root, links } = chainOf(value)
    // `.as(…)`, `.$castTo<…>()` and so on say nothing more.
    if (root.kind === 'tagged') return this.sql(root, pen)
    const dynamic = links.findIndex(({ name }) => name === 'dynamic')
    const [call] = isSqlTag(root) ? links : dynamic < 0 ? [] : links.slice(dynamic + 1)
    return call?.args ? this.#made(call.name, call.args, pen) : undefined
  }

  /** `sql.ref(…)` and the like. */
  #made(method: string, args: readonly Value[], pen: Pen): Sql | undefined {
    const [first, second] = args
    switch (method) {
      case 'raw':
        return first ? pen.raw(first) : pen.gap
      case 'ref':
      case 'table':
        return this.table(first, undefined, pen)
      case 'id':
        return joined(args.map((arg) => this.name(arg, pen)), pen.plain('.')) // prettier-ignore
      case 'lit':
      case 'literal':
      case 'val':
      case 'value':
        return first ? immediate(first, pen) : pen.gap
      case 'join':
        return first?.kind === 'list' && !first.open
          ? joined(first.items.map((item) => this.value(item, pen)), second ? this.value(second, pen) : pen.plain(', ')) // prettier-ignore
          : pen.gap
      default:
        return undefined
    }
  }

  /** What stands between `${` and `}` is a value, not SQL. */
  #template(tagged: Kind<'tagged'>, pen: Pen): Sql {
    return templateParts(tagged).flatMap((part) => (part.kind === 'text' ? pen.raw(part.text) : this.value(part.value, pen)))
  }

  /** `'deleted_at', 'is', null`, or SQL; a gap where it is another expression. */
  condition(args: readonly Value[], pen: Pen): Sql {
    const [left, operator, right] = args
    if (args.length === 1) return this.sql(left, pen) ?? pen.gap
    const word = textOf(operator)
    if (!left || word === undefined) return pen.gap
    return pen.sql`${this.reference(left, pen)} ${word} ${right?.kind === 'list' ? pen.sql`(${joined(right.items.map((one) => this.value(one, pen)), pen.plain(', '))})` : this.value(right, pen)}` // prettier-ignore
  }

  /** A column by its name, or SQL. */
  reference(value: Value, pen: Pen): Sql {
    return this.sql(value, pen) ?? this.table(value, undefined, pen)
  }
}

function isSqlTag(value: Value): boolean {
  return /^(?:.*\.)?sql$/.test(value.kind === 'import' ? value.name : wayOf(value))
}

export function isSql(value: Value | undefined): value is Kind<'tagged'> {
  return value?.kind === 'tagged' && isSqlTag(value.tag)
}

function immediate(value: Value, pen: Pen): Sql {
  if (value.kind !== 'literal' || value.value === undefined) return pen.gap
  const plain = value.value
  return pen.said(typeof plain === 'string' ? quotedText(plain) : String(plain), value)
}
