import { bare, isFunction, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { textsByType } from '../../javascript/type-texts.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import { maxListed } from './flow.ts'
import type { Context, TextReader } from './read-text.ts'

/** `table: 'orders' | 'invoices'`: each of the texts that something is one of by its type. */
export function typedText(reader: TextReader, node: Node, context: Context): Piece[] | undefined {
  const { program } = context
  const path = context.bound ? undefined : pathFrom(node, program)
  if (!path || !onlyNames(path, program)) return undefined
  const texts = textsByType(node, program, reader.modules)
  if (!texts || texts.length > maxListed) return undefined
  const of = texts.map((text) => [reader.known(text, node, context)])
  const choice = reader.choice({ key: keyOf(path), on: node }, of, context)
  return of.length === 1 ? of[0] : [choice.kind === 'choice' ? { ...choice, beside: reader.hole(node, context) } : choice]
}

/** A parameter, and the property of it that is asked for. */
interface Path {
  readonly binding: Binding
  readonly property: string | undefined
}

function pathFrom(node: Node, program: Program): Path | undefined {
  const at = bare(node)
  const property = at.type === 'MemberExpression' ? propertyName(at) : undefined
  if (at.type === 'MemberExpression' && property === undefined) return undefined
  const binding = program.named(at.type === 'MemberExpression' ? bare(at.object) : at)
  return binding?.kind === 'parameter' ? { binding, property } : undefined
}

/** Whether it is put into texts and nothing else: what is compared with it, or looked up by it, goes with some of them alone. */
function onlyNames({ binding, property }: Path, program: Program): boolean {
  return program.usesOf(binding).every((use) => {
    const outer = program.outside(use)
    if (property === undefined) return isPutIn(use, program)
    if (outer?.type !== 'MemberExpression' || bare(outer.object) !== use)
      return outer?.type === 'AssignmentPattern' || isDeclared(use, program)
    const name = propertyName(outer)
    return name !== undefined && (name !== property || isPutIn(outer, program))
  })
}

function isPutIn(node: Node, program: Program): boolean {
  const outer = program.outside(node)
  switch (outer?.type) {
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'Property':
    case 'AssignmentPattern':
      return true
    case 'BinaryExpression':
      return outer.operator === '+'
    case 'CallExpression':
      return bare(outer.callee).type === 'MemberExpression' && bare(outer.callee) !== node
    default:
      return isDeclared(node, program)
  }
}

/** Where a function takes it, or a type names it, or another thing of its name. */
function isDeclared(node: Node, program: Program): boolean {
  const parent = program.parentOf(node)
  if (parent?.type === 'TSTypeQuery' || parent?.type === 'TSPropertySignature') return true
  return isFunction(parent) && parent.params.some((one) => one === node)
}

/** Wherever it is named, it is the same one of them. */
function keyOf({ binding, property }: Path): object {
  if (property === undefined) return binding
  const keys = keysOf.get(binding) ?? new Map<string, object>()
  keysOf.set(binding, keys)
  const key = keys.get(property) ?? {}
  keys.set(property, key)
  return key
}

const keysOf = new WeakMap<Binding, Map<string, object>>()
