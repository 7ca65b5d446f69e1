import type {
  ColumnConstraint,
  CreateColumnDef,
  CreateColumnsLikeTable,
  CreateIndexStatement,
  CreateTableStatement,
  IndexExpression,
  PGNode,
  QName,
  TableConstraint,
  TableReference,
} from 'pgsql-ast-parser'
import type {
  ColumnDefinition,
  ConstraintDefinition,
  CreateIndex,
  CreateTable,
  IndexKey,
  LikeOption,
  SequenceName,
  TableElement,
} from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import type { Written } from '../../query/query.ts'
import type { AstText } from './ast-text.ts'
import { lowerCondition } from './lower-condition.ts'
import { lowerTerm } from './lower-term.ts'
import { isSerialType, lowerType } from './lower-type.ts'

export function lowerCreateTable(node: CreateTableStatement, text: AstText): CreateTable & { range: Range } {
  const name = text.qualified(node.name)
  const elements = [...node.columns, ...(node.constraints ?? [])].sort((a, b) => text.first(a) - text.first(b))
  return {
    kind: 'create table',
    name,
    ifNotExists: node.ifNotExists ?? false,
    temporary: node.temporary ?? false,
    unlogged: node.unlogged ?? false,
    foreign: false,
    elements: elements.map((element) => tableElement(element, text)),
    inherits: (node.inherits ?? []).map((parent) => text.qualified(parent)),
    partitionBy: undefined,
    partitionOf: undefined,
    ofType: undefined,
    as: undefined,
    onCommitDrop: false,
    range: name.name.range,
  }
}

function tableElement(node: CreateColumnDef | CreateColumnsLikeTable | TableConstraint, text: AstText): TableElement {
  if (!('kind' in node)) return { kind: 'constraint', constraint: tableConstraint(node, text) }
  return node.kind === 'column' ? { kind: 'column', column: lowerColumn(node, text) } : like(node, text)
}

const likeOptions: readonly LikeOption[] = ['constraints', 'defaults', 'generated', 'identity', 'indexes']

function like({ like: table, options }: CreateColumnsLikeTable, text: AstText): TableElement {
  const including = new Set<string>()
  for (const { verb, option } of options) {
    for (const one of option === 'all' ? likeOptions : [option]) {
      if (verb === 'including') including.add(one)
      else including.delete(one)
    }
  }
  return { kind: 'like', table: text.qualified(table), including: likeOptions.filter((option) => including.has(option)) }
}

/** An element of a list of definitions, to the comma or bracket behind it. */
function elementRange(node: PGNode, text: AstText): Range {
  const first = text.first(node)
  const [span] = text.tokens.elements(first)
  return text.range([first, span?.[1] ?? first + 1])
}

export function lowerColumn(node: CreateColumnDef, text: AstText): ColumnDefinition {
  const name = text.written(node.name)
  const constraints = node.constraints ?? []
  const standard = constraints.find((one) => one.type === 'default')
  const generated = constraints.filter((one) => one.type === 'add generated')
  const expression = generated.find((one) => one.expression)?.expression
  const identity = generated.find((one) => !one.expression)
  return {
    name,
    type: lowerType(node.dataType, text),
    collation: node.collate && text.name(text.last(node.collate)),
    serial: isSerialType(node.dataType, text),
    default: standard && lowerTerm(standard.default, text),
    generated: expression && lowerTerm(expression, text),
    identity: identity && identityOf(identity.always),
    sequence: identity && sequenceOf(identity.sequence?.name),
    constraints: constraints.flatMap((constraint) => columnConstraint(constraint, name, text) ?? []),
    nullable: constraints.some((one) => one.type === 'null') ? true : undefined,
    range: elementRange(node, text),
  }
}

export function identityOf(when: 'always' | 'by default' | undefined): 'always' | 'by default' {
  return when === 'by default' ? when : 'always'
}

export function sequenceOf(name: QName | undefined): SequenceName | undefined {
  return name && { schema: name.schema, name: name.name }
}

function shared(node: TableConstraint | ColumnConstraint, range: Range, text: AstText): { name: Written | undefined; range: Range } {
  return { name: node.constraintName && text.written(node.constraintName), range }
}

const plainKey = { include: [], nullsNotDistinct: false, deferrable: false, withoutOverlaps: false, index: undefined }

function foreignKey({ foreignTable, foreignColumns, onDelete, onUpdate }: TableReference, text: AstText) {
  return {
    kind: 'foreign key' as const,
    references: text.qualified(foreignTable),
    referencedColumns: text.writtenAll(foreignColumns),
    onDelete: onDelete ?? 'no action',
    onUpdate: onUpdate ?? 'no action',
    validated: true,
    enforced: true,
    deferrable: false,
    period: false,
  }
}

/** A constraint behind a column; undefined for what is no constraint of its own. */
function columnConstraint(node: ColumnConstraint, column: Written, text: AstText): ConstraintDefinition | undefined {
  const own = shared(node, text.range(text.bare(node)), text)
  switch (node.type) {
    case 'primary key':
    case 'unique':
      return { ...own, kind: node.type, columns: [column], ...plainKey }
    case 'reference':
      return { ...own, ...foreignKey(node, text), columns: [column] }
    case 'check':
      return { ...own, kind: 'check', expression: lowerCondition(node.expr, text), validated: true, enforced: true, noInherit: false }
    case 'not null':
      return { ...own, kind: 'not null', column, noInherit: false, validated: true }
    case 'null':
    case 'default':
    case 'add generated':
      return undefined
  }
}

export function tableConstraint(node: TableConstraint, text: AstText): ConstraintDefinition {
  const own = shared(node, elementRange(node, text), text)
  switch (node.type) {
    case 'primary key':
    case 'unique':
      return { ...own, kind: node.type, columns: text.writtenAll(node.columns), ...plainKey }
    case 'foreign key':
      return { ...own, ...foreignKey(node, text), columns: text.writtenAll(node.localColumns) }
    case 'check':
      return { ...own, kind: 'check', expression: lowerCondition(node.expr, text), validated: true, enforced: true, noInherit: false }
  }
}

export function lowerCreateIndex(node: CreateIndexStatement, text: AstText): CreateIndex & { range: Range } {
  const table = text.qualified(node.table)
  const name = node.indexName && text.written(node.indexName)
  return {
    kind: 'create index',
    name,
    table,
    only: false,
    ifNotExists: node.ifNotExists ?? false,
    concurrently: node.concurrently ?? false,
    unique: node.unique ?? false,
    nullsNotDistinct: false,
    method: node.using ? text.nameOf(node.using) : 'btree',
    keys: node.expressions.map((expression) => indexKey(expression, text)),
    include: [],
    predicate: node.where && lowerCondition(node.where, text),
    range: name?.range ?? table.name.range,
  }
}

/** Whether brackets are around an element of a list in brackets. */
function isBracketed(element: PGNode, text: AstText): boolean {
  const [first] = text.outer(element)
  const isFirst = /^[,(]$/.test(text.tokens.word(first - 1))
  return text.depth(element) > (isFirst ? 0 : 1)
}

/** A column in brackets is an expression to Postgres. */
function indexKey({ expression, opclass, collate, order, nulls }: IndexExpression, text: AstText): IndexKey {
  const isColumn = expression.type === 'ref' && !expression.table && !isBracketed(expression, text)
  const descending = order === 'desc'
  return {
    column: isColumn ? text.written(expression) : undefined,
    expression: isColumn ? undefined : lowerTerm(expression, text),
    operatorClass: opclass && text.name(text.last(opclass)),
    operatorClassSchema: opclass?.schema,
    collation: collate && text.name(text.last(collate)),
    descending,
    nullsFirst: nulls === 'first' || (descending && nulls !== 'last'),
  }
}
