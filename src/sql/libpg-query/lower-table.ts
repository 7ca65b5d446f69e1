import type { ColumnDef, Constraint, CreateStmt, IndexElem, IndexStmt, Node, PartitionSpec, RangeVar, TableLikeClause } from '@pgsql/types'
import type {
  ColumnDefinition,
  ConstraintDefinition,
  CreateIndex,
  CreateTable,
  ForeignKeyAction,
  IndexKey,
  LikeOption,
  QualifiedName,
  SequenceName,
  TableElement,
} from '../../catalog/change.ts'
import { lookup } from '../../catalog/lookup.ts'
import { isSerial } from '../../catalog/types.ts'
import type { Range } from '../../catalog/place.ts'
import type { Term, Written } from '../../query/query.ts'
import { lowerCondition } from './lower-condition.ts'
import { partitionBound, strategyOf } from './lower-partition.ts'
import { lowerTerm } from './lower-term.ts'
import { lowerType } from './lower-type.ts'
import { optionsOf } from './options.ts'
import { spanOf, stringsOf, type TreeText } from './tree-text.ts'

export function qualified({ schemaname, relname = '', location }: RangeVar, text: TreeText): QualifiedName {
  const offset = text.offset(location)
  if (offset === undefined) return { schema: schemaname, name: { text: relname, range: text.whole } }
  const [, end] = text.path(location)
  const last = text.tokens.at(end) - 1
  const name = { text: text.tokens.text(last) ?? relname, range: text.tokens.range(last) }
  return { schema: schemaname, name }
}

export function lowerCreateTable(node: CreateStmt, text: TreeText, foreign = false): CreateTable & { range: Range } {
  const name = qualified(node.relation ?? {}, text)
  const [parents, partitionOf] = node.partbound ? [[], node.inhRelations?.[0]] : [node.inhRelations ?? [], undefined]
  return {
    kind: 'create table',
    name,
    ifNotExists: node.if_not_exists ?? false,
    temporary: node.relation?.relpersistence === 't',
    unlogged: node.relation?.relpersistence === 'u',
    foreign,
    elements: (node.tableElts ?? []).flatMap((element) => tableElement(element, text)),
    inherits: parents.flatMap((parent) => ('RangeVar' in parent ? [qualified(parent.RangeVar, text)] : [])),
    partitionBy: node.partspec && partitionTerms(node.partspec, text),
    partitionStrategy: node.partspec && strategyOf(node.partspec),
    partitionOf: partitionOf && 'RangeVar' in partitionOf ? qualified(partitionOf.RangeVar, text) : undefined,
    partitionBound: node.partbound && partitionBound(node.partbound, text),
    ofType: node.ofTypename && typeAsName(stringsOf(node.ofTypename.names), text.path(node.ofTypename.location)),
    as: undefined,
    onCommitDrop: node.oncommit === 'ONCOMMIT_DROP',
    range: name.name.range,
  }
}

export function typeAsName(names: readonly string[], range: Range): QualifiedName {
  return { schema: names.at(-2), name: { text: names.at(-1) ?? '', range } }
}

function partitionTerms({ partParams = [], location }: PartitionSpec, text: TreeText): (Written | Term)[] {
  return partParams.flatMap((param): (Written | Term)[] => {
    if (!('PartitionElem' in param)) return []
    const { name, expr, location: at = location } = param.PartitionElem
    if (expr) return [lowerTerm(expr, text)]
    return name === undefined ? [] : [text.nameAt(name, at)]
  })
}

function tableElement(node: Node, text: TreeText): TableElement[] {
  if ('ColumnDef' in node) return [{ kind: 'column', column: lowerColumn(node.ColumnDef, text) }]
  if ('Constraint' in node) {
    const constraint = lowerConstraint(node.Constraint, undefined, text)
    return constraint ? [{ kind: 'constraint', constraint }] : []
  }
  if ('TableLikeClause' in node) return [like(node.TableLikeClause, text)]
  return []
}

/** Bits of LIKE's options, in the order of the grammar's TableLikeOption. */
const likeOptions: readonly (readonly [bit: number, option: LikeOption])[] = [
  [1 << 2, 'constraints'],
  [1 << 3, 'defaults'],
  [1 << 4, 'generated'],
  [1 << 5, 'identity'],
  [1 << 6, 'indexes'],
]

function like({ relation = {}, options = 0 }: TableLikeClause, text: TreeText): TableElement {
  const including = likeOptions.filter(([bit]) => (options & bit) !== 0).map(([, option]) => option)
  return { kind: 'like', table: qualified(relation, text), including }
}

export function lowerColumn(node: ColumnDef, text: TreeText): ColumnDefinition {
  const name = text.nameAt(node.colname ?? '', node.location)
  const constraints = constraintsOf(node.constraints)
  const of = (type: Constraint['contype']): Constraint | undefined => constraints.find((c) => c.contype === type)
  const generated = of('CONSTR_GENERATED')?.raw_expr
  const standard = of('CONSTR_DEFAULT')?.raw_expr ?? node.raw_default
  const rawType = stringsOf(node.typeName?.names)
  return {
    name,
    type: node.typeName && lowerType(node.typeName),
    collation: stringsOf(node.collClause?.collname).at(-1),
    serial: rawType.length === 1 && isSerial(rawType[0] ?? ''),
    default: standard && lowerTerm(standard, text),
    generated: generated && lowerTerm(generated, text),
    identity: identityOf(of('CONSTR_IDENTITY')?.generated_when),
    sequence: sequenceOf(of('CONSTR_IDENTITY')?.options),
    constraints: columnConstraints(constraints, name, text),
    nullable: of('CONSTR_NULL') ? true : undefined,
    range: text.element(node.location),
  }
}

function constraintsOf(nodes: readonly Node[] = []): readonly Constraint[] {
  return nodes.length === 0 ? none : nodes.flatMap((node) => ('Constraint' in node ? [node.Constraint] : []))
}

function columnConstraints(constraints: readonly Constraint[], column: Written, text: TreeText): readonly ConstraintDefinition[] {
  if (constraints.length === 0) return none
  return withAttributes(constraints).flatMap((constraint) => lowerConstraint(constraint, column, text) ?? [])
}

const none: readonly never[] = []

export function identityOf(when: string | undefined): 'always' | 'by default' | undefined {
  if (when === undefined) return undefined
  return when === 'a' ? 'always' : 'by default'
}

export function sequenceOf(options: readonly Node[] | undefined): SequenceName | undefined {
  const arg = optionsOf(options).find((option) => option.defname === 'sequence_name')?.arg
  const names = arg && 'List' in arg ? stringsOf(arg.List.items) : []
  const name = names.at(-1)
  return name === undefined ? undefined : { schema: names.at(-2), name }
}

/** INITIALLY DEFERRED says DEFERRABLE too. */
const deferring: ReadonlySet<Constraint['contype']> = new Set(['CONSTR_ATTR_DEFERRABLE', 'CONSTR_ATTR_DEFERRED'])

/** Behind a column, DEFERRABLE and the like are constraints of their own that belong to the one before. */
function withAttributes(constraints: readonly Constraint[]): Constraint[] {
  const kept: Constraint[] = []
  for (const constraint of constraints) {
    const last = kept.at(-1)
    if (last && deferring.has(constraint.contype)) kept[kept.length - 1] = { ...last, deferrable: true }
    else if (last && constraint.contype === 'CONSTR_ATTR_NOT_ENFORCED') {
      kept[kept.length - 1] = { ...last, is_enforced: false, initially_valid: false, skip_validation: true }
    } else kept.push(constraint)
  }
  return kept
}

const actions: Readonly<Record<string, ForeignKeyAction>> = lookup({
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
})

/** A constraint of a table, or of the column that it stands behind; undefined for what is no constraint of its own. */
export function lowerConstraint(node: Constraint, column: Written | undefined, text: TreeText): ConstraintDefinition | undefined {
  const start = text.offset(node.location) ?? 0
  const name = node.conname === undefined ? undefined : text.nameFrom(node.conname, start)
  const range = column ? constraintRange(node, text) : text.element(node.location)
  const after = name?.range[1] ?? start
  const columns = (nodes: readonly Node[] | undefined): readonly Written[] =>
    column && !nodes ? [column] : text.namesFrom(nodes, Math.max(after, start))
  const deferrable = node.deferrable ?? false
  switch (node.contype) {
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
      return {
        name,
        range,
        kind: node.contype === 'CONSTR_PRIMARY' ? 'primary key' : 'unique',
        columns: node.indexname === undefined ? columns(node.keys) : [],
        include: text.namesFrom(node.including, after),
        nullsNotDistinct: node.nulls_not_distinct ?? false,
        deferrable,
        withoutOverlaps: node.without_overlaps ?? false,
        index: node.indexname,
      }
    case 'CONSTR_FOREIGN': {
      const references = qualified(node.pktable ?? {}, text)
      return {
        name,
        range,
        kind: 'foreign key',
        columns: columns(node.fk_attrs),
        references,
        referencedColumns: text.namesFrom(node.pk_attrs, references.name.range[1]),
        onDelete: actions[node.fk_del_action ?? 'a'] ?? 'no action',
        onUpdate: actions[node.fk_upd_action ?? 'a'] ?? 'no action',
        validated: !node.skip_validation,
        enforced: node.is_enforced ?? false,
        deferrable,
        period: node.fk_with_period ?? false,
      }
    }
    case 'CONSTR_CHECK':
      if (!node.raw_expr) return undefined
      return {
        name,
        range,
        kind: 'check',
        expression: lowerCondition(node.raw_expr, text),
        validated: !node.skip_validation,
        enforced: node.is_enforced ?? false,
        noInherit: node.is_no_inherit ?? false,
      }
    case 'CONSTR_NOTNULL':
      return notNull(node, name, column ?? columns(node.keys)[0], range)
    case 'CONSTR_EXCLUSION':
      return { name, range, deferrable, ...exclusion(node, start, text) }
    default:
      return undefined
  }
}

function notNull(node: Constraint, name: Written | undefined, column: Written | undefined, range: Range): ConstraintDefinition | undefined {
  return column && { name, range, kind: 'not null', column, noInherit: node.is_no_inherit ?? false, validated: !node.skip_validation }
}

function constraintRange(node: Constraint, text: TreeText): Range {
  if (node.contype === 'CONSTR_FOREIGN') return spanOf(text.token(node.location), text.path(node.pktable?.location))
  return text.token(node.location)
}

function exclusion(
  node: Constraint,
  start: number,
  text: TreeText,
): Pick<Extract<ConstraintDefinition, { kind: 'exclusion' }>, 'kind' | 'method' | 'keys' | 'operators' | 'include' | 'predicate'> {
  const pairs = (node.exclusions ?? []).flatMap((pair) => {
    const [element, operator] = 'List' in pair ? (pair.List.items ?? []) : []
    if (!element || !('IndexElem' in element)) return []
    const names = operator && 'List' in operator ? stringsOf(operator.List.items) : []
    return [{ key: indexKey(element.IndexElem, start, text), operator: names.at(-1) ?? '=' }]
  })
  return {
    kind: 'exclusion',
    method: node.access_method ?? 'btree',
    keys: pairs.map((p) => p.key),
    operators: pairs.map((p) => p.operator),
    include: text.namesFrom(node.including, start),
    predicate: node.where_clause && lowerCondition(node.where_clause, text),
  }
}

function indexKey(element: IndexElem, from: number, text: TreeText): IndexKey {
  const descending = element.ordering === 'SORTBY_DESC'
  const nulls = element.nulls_ordering
  return {
    column: element.name === undefined ? undefined : text.nameFrom(element.name, from),
    expression: element.expr && lowerTerm(element.expr, text),
    operatorClass: stringsOf(element.opclass).at(-1),
    operatorClassSchema: stringsOf(element.opclass).at(-2),
    collation: stringsOf(element.collation).at(-1),
    descending,
    nullsFirst: nulls === 'SORTBY_NULLS_FIRST' || (descending && nulls !== 'SORTBY_NULLS_LAST'),
  }
}

function indexKeys(nodes: readonly Node[] | undefined, from: number, text: TreeText): IndexKey[] {
  let at = from
  return (nodes ?? []).flatMap((node) => {
    if (!('IndexElem' in node)) return []
    const key = indexKey(node.IndexElem, at, text)
    at = Math.max(at, key.column?.range[1] ?? 0, key.expression?.range[1] ?? 0)
    return [key]
  })
}

export function lowerCreateIndex(node: IndexStmt, text: TreeText): CreateIndex & { range: Range } {
  const table = qualified(node.relation ?? {}, text)
  const name = node.idxname === undefined ? undefined : text.nameFrom(node.idxname, text.head)
  const keys = indexKeys(node.indexParams, table.name.range[1], text)
  const lastKey = keys.at(-1)
  const afterKeys = Math.max(table.name.range[1], lastKey?.column?.range[1] ?? 0, lastKey?.expression?.range[1] ?? 0)
  return {
    kind: 'create index',
    name,
    table,
    only: !node.relation?.inh,
    ifNotExists: node.if_not_exists ?? false,
    concurrently: node.concurrent ?? false,
    unique: node.unique ?? false,
    nullsNotDistinct: node.nulls_not_distinct ?? false,
    method: node.accessMethod ?? 'btree',
    keys,
    include: indexKeys(node.indexIncludingParams, afterKeys, text).flatMap((key) => key.column ?? []),
    predicate: node.whereClause && lowerCondition(node.whereClause, text),
    range: name?.range ?? table.name.range,
  }
}
