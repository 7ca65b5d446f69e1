import type { AlterDomainStmt, Node } from '@pgsql/types'
import type { Change, OwnedBy, QualifiedName, TypeReference } from '../../catalog/change.ts'
import type { Term, Written } from '../../query/query.ts'
import { lowerColumn, lowerConstraint, qualified, typeAsName } from './lower-table.ts'
import { lowerTerm } from './lower-term.ts'
import { lowerType } from './lower-type.ts'
import { optionsOf } from './options.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

export function namedBy(nodes: readonly Node[] | undefined, text: TreeText): QualifiedName {
  const names = stringsOf(nodes)
  const { head } = text
  const name = text.nameFrom(names.at(-1) ?? '', names.length > 1 ? text.nameFrom(names.at(-2) ?? '', head).range[1] : head)
  return { schema: names.at(-2), name }
}

/** Sequences and types. */
export function lowerDefinition(node: Node, text: TreeText): Change[] {
  if ('CreateSeqStmt' in node) {
    const { sequence = {}, options, if_not_exists = false } = node.CreateSeqStmt
    const name = qualified(sequence, text)
    const owned = ownedBy(options, text)
    return [
      {
        kind: 'create sequence',
        name,
        ifNotExists: if_not_exists,
        temporary: sequence.relpersistence === 't',
        ownedBy: owned === 'none' ? undefined : owned,
        range: name.name.range,
      },
    ]
  }
  if ('AlterSeqStmt' in node) {
    const { sequence = {}, options, missing_ok = false } = node.AlterSeqStmt
    const name = qualified(sequence, text)
    return [{ kind: 'alter sequence', name, ifExists: missing_ok, ownedBy: ownedBy(options, text), range: name.name.range }]
  }
  if ('CreateEnumStmt' in node) {
    const name = namedBy(node.CreateEnumStmt.typeName, text)
    const labels = labelsIn(stringsOf(node.CreateEnumStmt.vals), name.name.range[1], text)
    return [{ kind: 'create enum', name, labels, range: name.name.range }]
  }
  if ('AlterEnumStmt' in node) {
    const { typeName, oldVal, newVal = '', newValNeighbor, newValIsAfter, skipIfNewValExists = false } = node.AlterEnumStmt
    const name = namedBy(typeName, text)
    const { range } = name.name
    const to = labelsIn(oldVal === undefined ? [newVal] : [oldVal, newVal], range[1], text).at(-1) ?? { text: newVal, range }
    if (oldVal !== undefined) return [{ kind: 'rename enum label', name, from: oldVal, to, range }]
    return [
      {
        kind: 'alter enum',
        name,
        add: to,
        before: newValIsAfter ? undefined : newValNeighbor,
        after: newValIsAfter ? newValNeighbor : undefined,
        ifNotExists: skipIfNewValExists,
        range,
      },
    ]
  }
  if ('CreateDomainStmt' in node) {
    const { domainname, typeName, constraints = [] } = node.CreateDomainStmt
    const name = namedBy(domainname, text)
    const count = (type: string): number => constraints.filter((c) => 'Constraint' in c && c.Constraint.contype === type).length
    return [
      {
        kind: 'create domain',
        name,
        type: lowerType(typeName),
        notNull: count('CONSTR_NOTNULL') > 0,
        checks: count('CONSTR_CHECK'),
        default: count('CONSTR_DEFAULT') > 0,
        standard: standardOf(constraints, text),
        range: name.name.range,
      },
    ]
  }
  if ('AlterDomainStmt' in node) return alterDomain(node.AlterDomainStmt, text)
  if ('CompositeTypeStmt' in node) {
    const { typevar = {}, coldeflist = [] } = node.CompositeTypeStmt
    const name = qualified(typevar, text)
    const columns = coldeflist.flatMap((column) => ('ColumnDef' in column ? [lowerColumn(column.ColumnDef, text)] : []))
    return [{ kind: 'create composite type', name, columns, range: name.name.range }]
  }
  if ('CreateRangeStmt' in node) return otherType(namedBy(node.CreateRangeStmt.typeName, text), subtypeOf(node.CreateRangeStmt.params))
  if ('DefineStmt' in node && node.DefineStmt.kind === 'OBJECT_TYPE') return otherType(namedBy(node.DefineStmt.defnames, text))
  return []
}

/** A domain is altered as a table of one column, which is called as its checks call it. */
function alterDomain(
  { subtype, typeName, def, name = '', missing_ok: constraintIfExists = false }: AlterDomainStmt,
  text: TreeText,
): Change[] {
  const table = namedBy(typeName, text)
  const { range } = table.name
  const shared = { table, ifExists: false, only: true, column: { text: 'value', range }, range }
  if (subtype === 'T') return [{ ...shared, kind: 'set default', default: def && lowerTerm(def, text) }]
  if (subtype === 'O') return [{ ...shared, kind: 'set not null' }]
  if (subtype === 'N') return [{ ...shared, kind: 'drop not null' }]
  if (subtype === 'X')
    return [{ ...shared, kind: 'drop constraint', constraint: { text: name, range }, constraintIfExists, cascade: false }]
  const constraint = subtype === 'C' && def && 'Constraint' in def ? lowerConstraint(def.Constraint, undefined, text) : undefined
  return constraint?.kind === 'check' ? [{ ...shared, kind: 'add constraint', constraint }] : []
}

function standardOf(constraints: readonly Node[], text: TreeText): Term | undefined {
  const found = constraints.find((c) => 'Constraint' in c && c.Constraint.contype === 'CONSTR_DEFAULT')
  return found && 'Constraint' in found && found.Constraint.raw_expr ? lowerTerm(found.Constraint.raw_expr, text) : undefined
}

function subtypeOf(params: readonly Node[] | undefined): TypeReference | undefined {
  const arg = optionsOf(params).find((option) => option.defname === 'subtype')?.arg
  return arg && 'TypeName' in arg ? lowerType(arg.TypeName) : undefined
}

function otherType(name: QualifiedName, rangeOf?: TypeReference): Change[] {
  return [{ kind: 'create other type', name, rangeOf, range: name.name.range }]
}

/** Labels, each at the next string from an offset on. */
function labelsIn(labels: readonly string[], from: number, text: TreeText): Written[] {
  const { tokens } = text
  let index = tokens.at(from)
  return labels.map((label) => {
    while (index < tokens.end && tokens.label(index) === undefined) index++
    return { text: label, range: tokens.range(index++) }
  })
}

function ownedBy(nodes: readonly Node[] | undefined, text: TreeText): OwnedBy | 'none' | undefined {
  const arg = optionsOf(nodes).find((option) => option.defname === 'owned_by')?.arg
  const names = arg && 'List' in arg ? stringsOf(arg.List.items) : []
  if (names.length < 2) return names[0] === 'none' ? 'none' : undefined
  return { table: typeAsName(names.slice(0, -1), text.whole), column: names.at(-1) ?? '' }
}
