import type { Range } from '../../catalog/place.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'
import { itemsOf, propertyOf, shownText, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { rangeIn } from '../sql-text.ts'
import { plainColumn, enumValues, type Column } from './column.ts'
import { unknownDefault } from './column-text.ts'
import { typeormModule } from './decorators.ts'
import type { HashedNames } from './naming.ts'
import { isSet, nameIn, nameOf, shownIn, textIn, textsOf, type Name } from './options.ts'
import type { ForeignKeySql, IndexSql, TableName } from './table-sql.ts'

/** Reads what a migration gives to the table API: `new Table({ … })`, `new TableColumn({ … })` and so on. */
export class TableOptions {
  readonly #file: string
  readonly #seat: Range
  readonly names: HashedNames

  constructor(file: string, seat: Range, names: HashedNames) {
    this.#file = file
    this.#seat = seat
    this.names = names
  }

  /** Where a value stands. */
  rangeOf(value: Value | undefined): Range {
    return (value && rangeIn(this.#file, value.at)) ?? this.#seat
  }

  #nameRange(name: Name | undefined, seat: Range): Range {
    return (name?.at && rangeIn(this.#file, name.at)) ?? seat
  }

  column(value: Value | undefined): Column | undefined {
    const options = optionsOf(value)
    const name = nameIn(options, 'name')
    if (!name) return undefined
    const range = this.rangeOf(value)
    const seat = { path: name.text, prefixes: [], range, nameRange: this.#nameRange(name, range) }
    const isGenerated = isSet(options, 'isGenerated')
    return plainColumn(name.text, textIn(options, 'type') ?? '', seat, {
      name: name.text,
      length: shownIn(options, 'length'),
      precision: shownIn(options, 'precision'),
      scale: shownIn(options, 'scale'),
      array: isSet(options, 'isArray'),
      nullable: isSet(options, 'isNullable'),
      primary: isSet(options, 'isPrimary'),
      default: defaultIn(options),
      strategy: isGenerated ? (textIn(options, 'generationStrategy') ?? 'increment') : undefined,
      identity: textIn(options, 'generatedIdentity'),
      values: enumValues(propertyOf(options, 'enum')),
      enumName: textIn(options, 'enumName'),
      stored: textIn(options, 'generatedType') === 'STORED' ? textIn(options, 'asExpression') : undefined,
      collation: textIn(options, 'collation'),
      primaryKeyName: textIn(options, 'primaryKeyConstraintName'),
    })
  }

  foreignKey(value: Value, table: TableName): ForeignKeySql | undefined {
    const options = optionsOf(value)
    const columns = textsOf(propertyOf(options, 'columnNames'))
    const references = textIn(options, 'referencedTableName')
    const referenced = textsOf(propertyOf(options, 'referencedColumnNames')) ?? []
    if (!columns || references === undefined) return undefined
    const target = splitPath(references, textIn(options, 'referencedSchema') ?? table.schema)
    return {
      ...this.#said(value, nameIn(options, 'name'), this.names.foreignKey(table.name, columns)),
      columns,
      references: target,
      referenced,
      onDelete: textIn(options, 'onDelete'),
      onUpdate: textIn(options, 'onUpdate'),
      deferrable: textIn(options, 'deferrable'),
    }
  }

  index(value: Value, table: TableName): IndexSql | undefined {
    const options = optionsOf(value)
    const columns = textsOf(propertyOf(options, 'columnNames'))
    const where = textIn(options, 'where')
    if (!columns) return undefined
    return {
      ...this.#said(value, nameIn(options, 'name'), this.names.index(table.name, columns, where)),
      columns,
      unique: isSet(options, 'isUnique'),
      method: isSet(options, 'isSpatial') ? 'gist' : textIn(options, 'type'),
      where,
    }
  }

  unique(value: Value, table: TableName): { said: Said; columns: readonly string[]; deferrable: string | undefined } | undefined {
    const options = optionsOf(value)
    const columns = textsOf(propertyOf(options, 'columnNames'))
    if (!columns) return undefined
    const said = this.#said(value, nameIn(options, 'name'), this.names.unique(table.name, columns))
    return { said, columns, deferrable: textIn(options, 'deferrable') }
  }

  /** A check or an exclusion. */
  expression(
    value: Value,
    generated: (expression: string) => string,
  ): { said: Said; expression: string; deferrable: string | undefined } | undefined {
    const options = optionsOf(value)
    const expression = textIn(options, 'expression')
    if (expression === undefined) return undefined
    return {
      said: this.#said(value, nameIn(options, 'name'), generated(expression)),
      expression,
      deferrable: textIn(options, 'deferrable'),
    }
  }

  #said(value: Value, name: Name | undefined, generated: string): Said {
    const range = this.rangeOf(value)
    return { range, name: name?.text ?? generated, nameRange: this.#nameRange(name, range) }
  }

  /** A name that is dropped or renamed: a text, or that of a thing. */
  nameOf(value: Value | undefined): Name | undefined {
    return nameOf(value) ?? nameIn(optionsOf(value), 'name')
  }
}

export interface Said {
  readonly range: Range
  readonly name: string
  readonly nameRange: Range
}

function defaultIn(options: Value | undefined): string | undefined {
  const value = propertyOf(options, 'default')
  return value && (shownText(value) ?? unknownDefault)
}

/** What `new Table({ … })` or another of these is given. */
export function optionsOf(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'call') return value
  const isOwn = value.isNew && isFrom(value.callee, typeormModule)
  return isOwn ? value.args[0] : undefined
}

/** The table of a name, of `new Table({ … })`, or of `await queryRunner.getTable(name)`. */
export function tableIn(value: Value | undefined): TableName | undefined {
  const text = textOf(value)
  if (text !== undefined) return splitPath(text, undefined)
  if (value?.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'getTable') return tableIn(value.args[0])
  const options = optionsOf(value)
  const name = textIn(options, 'name')
  return name === undefined ? undefined : splitPath(name, textIn(options, 'schema'))
}

function splitPath(path: string, schema: string | undefined): TableName {
  const parts = path.split('.')
  const name = parts.at(-1) ?? path
  return { schema: parts.length > 1 ? parts.at(-2) : schema, name }
}

export function partsIn(value: Value | undefined, key: string): readonly Value[] {
  return itemsOf(propertyOf(optionsOf(value), key))
}
