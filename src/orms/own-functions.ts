import { camelCase } from '../catalog/names.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import { bare } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import { propertyOf, textOf, unknown, type Kind, type Value } from '../javascript/symbolic/value.ts'
import { FunctionNames } from './client-names.ts'
import { plainRowsSql } from './plain-rows.ts'
import type { AskedRows, CallScene, QueryReader } from './query-reader.ts'
import type { Sql } from './query-sql.ts'

/** A function that the settings name, which reads the rows of an entity under a condition. */
export interface OwnFunction {
  readonly name: string
  /** Which argument is which: by its place, or by its key in the only one. */
  readonly entity: number | string
  readonly where: number | string
}

/** The functions of a team that run queries, each read as the library of its entity reads that condition. */
export function ownFunctionReader(functions: readonly OwnFunction[], libraries: readonly QueryReader[]): QueryReader {
  const last = functions.map(({ name }) => name.split('.').at(-1) ?? name)
  const named = functions.map((own) => ({ own, names: new FunctionNames([own.name]) }))
  return {
    name: 'queryFunctions',
    sign: new RegExp(last.map((name) => name.replace(/[^\w]/g, String.raw`\$&`)).join('|')),
    isUsed: () => true,
    methods: new Set(last),
    functions: new Set(last),
    isReadAsWritten: true,
    queries(call, scene) {
      if (call.kind !== 'call') return undefined
      const own = named.find(({ names }) => names.calledBy(call.at.node, scene.program) !== undefined)?.own
      const entity = own && argumentOf(call, own.entity, scene)
      if (!own || !entity) return undefined
      const rows: AskedRows = { entity: entity.value, where: argumentOf(call, own.where, scene)?.value, at: entity.at }
      for (const library of libraries) {
        const sql = library.isUsed(scene) ? library.rows?.(rows, scene) : undefined
        if (sql) return sql
      }
      return ofTable(rows, scene)
    },
  }
}

/** A call that is not followed into what it calls. */
export function writtenCall(site: TSESTree.Expression, program: Program, machine: Machine): Value {
  const node = bare(site)
  const at = { node, program }
  if (node.type !== 'CallExpression') return machine.answer(at)
  const args = node.arguments.map((argument) =>
    argument.type === 'SpreadElement' ? unknown('a spread list', { node: argument, program }) : machine.answer({ node: argument, program }),
  )
  return { kind: 'call', callee: unknown('not followed', at), args, isNew: false, at }
}

function argumentOf(
  { args, at }: Kind<'call'>,
  is: number | string,
  { program }: CallScene,
): { value: Value; at: Value['at'] } | undefined {
  if (typeof is === 'string') {
    const value = propertyOf(args[0], is)
    return value && { value, at: value.at }
  }
  const node = at.node.type === 'CallExpression' ? at.node.arguments[is] : undefined
  const value = args[is]
  return node && value ? { value, at: { node: bare(node), program } } : undefined
}

/** A table by its name. */
function ofTable({ entity, where, at }: AskedRows, scene: CallScene): readonly Sql[] | undefined {
  const text = textOf(entity)
  if (text === undefined || !/^[\w.]+$/.test(text)) return undefined
  const path = text.split('.')
  const name = path.at(-1) ?? text
  const columns =
    scene
      .catalog()
      ?.tables.find((table) => table.name === name)
      ?.columns.map((column) => column.name) ?? []
  const pen = scene.pen(entity)
  const table = pen.list(
    path.map((part) => pen.name(part, at)),
    '.',
  )
  const column = (key: string): string => (columns.includes(key) ? key : (columns.find((one) => camelCase(one) === key) ?? key))
  return [plainRowsSql({ pen, table, column }, where)]
}
