import type { AlterTableCmd, AlterTableStmt, Node } from '@pgsql/types'
import type { AlterAction, Change, QualifiedName, Written } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { partitionBound } from './lower-partition.ts'
import { identityOf, lowerColumn, lowerConstraint, qualified, sequenceOf } from './lower-table.ts'
import { lowerTerm } from './lower-term.ts'
import { lowerType } from './lower-type.ts'
import { optionHolds, optionsOf } from './options.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

/** Each action of an ALTER TABLE is a change; those that shape nothing that we know are left out. */
export function lowerAlterTable(node: AlterTableStmt, text: TreeText): Change[] {
  const table = qualified(node.relation ?? {}, text)
  const isType = node.objtype === 'OBJECT_TYPE'
  const starts = actionStarts(table.name.range[1], isType, text)
  return (node.cmds ?? []).flatMap((item, i): Change[] => {
    if (!('AlterTableCmd' in item)) return []
    const cmd = item.AlterTableCmd
    const ifExists = node.missing_ok ?? false
    if (cmd.subtype === 'AT_ClusterOn' || cmd.subtype === 'AT_DropCluster') {
      const index = cmd.name === undefined ? undefined : text.nameFrom(cmd.name, starts[i] ?? table.name.range[1])
      return [{ kind: 'cluster', table, index, ifExists, alters: true, range: index?.range ?? table.name.range }]
    }
    const rewritten = node.objtype === 'OBJECT_TABLE' ? rewriting.get(cmd.subtype ?? '') : undefined
    if (rewritten !== undefined) return [{ kind: 'rewrite', by: rewritten, tables: [table], range: table.name.range }]
    const found = action(cmd, starts[i] ?? table.name.range[1], table, text)
    if (!found) return isFollowed(cmd) ? [] : [{ kind: 'unread', reason: `${cmd.subtype ?? ''} is not followed`, range: table.name.range }]
    // The tables of a composite type are altered with it by CASCADE.
    const only = isType ? cmd.behavior !== 'DROP_CASCADE' : !node.relation?.inh
    return [{ table, ifExists, only, ...found }]
  })
}

/** What leaves a table as it is and writes all of it again. */
const rewriting: ReadonlyMap<string, string> = new Map([
  ['AT_SetLogged', 'SET LOGGED'],
  ['AT_SetUnLogged', 'SET UNLOGGED'],
  ['AT_SetTableSpace', 'SET TABLESPACE'],
  ['AT_SetAccessMethod', 'SET ACCESS METHOD'],
])

/** Where the names of the actions are looked for: behind the words that begin each. */
function actionStarts(from: number, isType: boolean, text: TreeText): number[] {
  const { tokens } = text
  return tokens.elements(tokens.at(from)).map(([first]) => {
    const [, verb] = tokens.range(first)
    return text.behind(verb, 'column', 'constraint', isType ? 'attribute' : '', 'if not exists', 'if exists')
  })
}

function isFollowed({ subtype, def }: AlterTableCmd): boolean {
  return (
    !['AT_AddOf', 'AT_DropOf'].includes(subtype ?? '') && !(def && 'ATAlterConstraint' in def && def.ATAlterConstraint.alterInheritability)
  )
}

type Found = AlterAction & { readonly range: Range }

function action(cmd: AlterTableCmd, from: number, table: QualifiedName, text: TreeText): Found | undefined {
  const name = (): Written => text.nameFrom(cmd.name ?? '', from)
  const onColumn = <const A extends object>(rest: A): A & { column: Written; range: Range } => {
    const column = name()
    return { column, range: column.range, ...rest }
  }
  const onConstraint = <const A extends object>(rest: A): A & { constraint: Written; range: Range } => {
    const constraint = name()
    return { constraint, range: constraint.range, ...rest }
  }
  const cascade = cmd.behavior === 'DROP_CASCADE'
  const missing = cmd.missing_ok ?? false
  const def = cmd.def
  switch (cmd.subtype) {
    case 'AT_AddColumn': {
      if (!def || !('ColumnDef' in def)) return undefined
      const column = lowerColumn(def.ColumnDef, text)
      return { kind: 'add column', column, ifNotExists: missing, range: column.name.range }
    }
    case 'AT_DropColumn':
      return onColumn({ kind: 'drop column', columnIfExists: missing, cascade })
    case 'AT_AlterColumnType': {
      if (!def || !('ColumnDef' in def)) return undefined
      const { typeName, collClause, raw_default } = def.ColumnDef
      const collation = stringsOf(collClause?.collname).at(-1)
      return onColumn({
        kind: 'alter column type',
        type: lowerType(typeName),
        collation,
        using: raw_default && lowerTerm(raw_default, text),
      })
    }
    case 'AT_ColumnDefault':
      return onColumn({ kind: 'set default', default: def && lowerTerm(def, text) })
    case 'AT_SetNotNull':
      return onColumn({ kind: 'set not null' })
    case 'AT_DropNotNull':
      return onColumn({ kind: 'drop not null' })
    case 'AT_DropExpression':
      return onColumn({ kind: 'drop expression', columnIfExists: missing })
    case 'AT_SetExpression':
      return def && onColumn({ kind: 'set expression', generated: lowerTerm(def, text) })
    case 'AT_AddIdentity': {
      const { generated_when: when, options } = def && 'Constraint' in def ? def.Constraint : {}
      return onColumn({ kind: 'add identity', identity: identityOf(when) ?? 'always', sequence: sequenceOf(options) })
    }
    case 'AT_SetIdentity': {
      const when = def && 'List' in def ? optionsOf(def.List.items).find((option) => option.defname === 'generated')?.arg : undefined
      const letter = when && 'Integer' in when ? String.fromCharCode(when.Integer.ival ?? 0) : undefined
      return onColumn({ kind: 'set identity', identity: identityOf(letter) })
    }
    case 'AT_DropIdentity':
      return onColumn({ kind: 'drop identity', columnIfExists: missing })
    case 'AT_AddConstraint': {
      const constraint = def && 'Constraint' in def ? lowerConstraint(def.Constraint, undefined, text) : undefined
      return constraint && { kind: 'add constraint', constraint, range: constraint.name?.range ?? constraint.range }
    }
    case 'AT_DropConstraint':
      return onConstraint({ kind: 'drop constraint', constraintIfExists: missing, cascade })
    case 'AT_ValidateConstraint':
      return onConstraint({ kind: 'validate constraint' })
    case 'AT_AlterConstraint':
      return alterConstraint(def, from, text)
    case 'AT_AttachPartition':
    case 'AT_DetachPartition':
      return partition(cmd, text)
    case 'AT_AddInherit':
    case 'AT_DropInherit': {
      if (!def || !('RangeVar' in def)) return undefined
      const parent = qualified(def.RangeVar, text)
      return { kind: cmd.subtype === 'AT_AddInherit' ? 'inherit' : 'no inherit', parent, range: parent.name.range }
    }
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
      return securityInvoker(cmd, table)
    default:
      return rowSecurity(cmd.subtype, table)
  }
}

function alterConstraint(def: Node | undefined, from: number, text: TreeText): Found | undefined {
  if (!def || !('ATAlterConstraint' in def) || def.ATAlterConstraint.alterInheritability) return undefined
  const { conname = '', alterDeferrability, deferrable, alterEnforceability, is_enforced } = def.ATAlterConstraint
  const constraint = text.nameFrom(conname, from)
  return {
    kind: 'alter constraint',
    constraint,
    deferrable: alterDeferrability ? (deferrable ?? false) : undefined,
    enforced: alterEnforceability ? (is_enforced ?? false) : undefined,
    range: constraint.range,
  }
}

function partition({ subtype, def }: AlterTableCmd, text: TreeText): Found | undefined {
  if (!def || !('PartitionCmd' in def) || !def.PartitionCmd.name) return undefined
  const name = qualified(def.PartitionCmd.name, text)
  const { concurrent } = def.PartitionCmd
  if (subtype === 'AT_DetachPartition')
    return { kind: 'detach partition', partition: name, range: name.name.range, ...(concurrent && { concurrently: true }) }
  return def.PartitionCmd.bound
    ? { kind: 'attach partition', partition: name, bound: partitionBound(def.PartitionCmd.bound, text), range: name.name.range }
    : { kind: 'attach index', index: name, range: name.name.range }
}

/** The row security of a view is that of the tables, for whoever asks. */
function securityInvoker({ subtype, def }: AlterTableCmd, { name: { range } }: QualifiedName): Found | undefined {
  const options = def && 'List' in def ? def.List.items : []
  if (!optionsOf(options).some((option) => option.defname === 'security_invoker')) return undefined
  const holds = subtype === 'AT_SetRelOptions' && optionHolds(options, 'security_invoker')
  return { kind: 'row security', enabled: holds, forced: holds, range }
}

function rowSecurity(subtype: AlterTableCmd['subtype'], { name: { range } }: QualifiedName): Found | undefined {
  const change = (enabled: boolean | undefined, forced: boolean | undefined): Found => ({ kind: 'row security', enabled, forced, range })
  switch (subtype) {
    case 'AT_EnableRowSecurity':
      return change(true, undefined)
    case 'AT_DisableRowSecurity':
      return change(false, undefined)
    case 'AT_ForceRowSecurity':
      return change(undefined, true)
    case 'AT_NoForceRowSecurity':
      return change(undefined, false)
    default:
      return undefined
  }
}
