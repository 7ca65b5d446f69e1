import type { TSESTree } from '@typescript-eslint/utils'
import { heldAt } from '../../javascript/course.ts'
import {
  bare,
  callOf,
  isEmptyList,
  isFunction,
  isWaiting,
  pathOf,
  propertyName,
  soleResult,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import { listGoneThrough } from '../../javascript/listed.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { isPlainSet, leavesOut } from '../../javascript/sets.ts'
import type { LoadedProperty } from '../../query/told.ts'
import { isChangedElsewhere } from './changed.ts'
import { isPartition, listKept, listMade, listsShared } from './list-functions.ts'
import type { SqlNames } from './libraries.ts'
import { isBuiltIn, mapOf, valuesOfMap, type MapOfList } from './maps.ts'
import { madeOfEachRow } from './row-sources.ts'
import { propertyListed } from './wrapped-rows.ts'

type Property = LoadedProperty | undefined

/** The property of rows that each item of a list is, as `ofRow` tells of one: `[...new Set(rows.map((row) => row.id))]`. */
export function propertyOfEach(list: Node, program: Program, names: SqlNames, rows: Rows): Property {
  return new Items(program, names, rows).of(list)
}

/** How what rows have is read. */
interface Rows {
  /** What something is of one. */
  readonly ofRow: (node: Node) => Property
  readonly ofColumn: (rows: Node, column: string) => Property
  /** What each is of the list that a function of the program gives. */
  readonly ofCall: (call: TSESTree.CallExpression) => Property
}

class Items {
  readonly #program: Program
  readonly #names: SqlNames
  readonly #rows: Rows
  readonly #known = new Map<Node, Property>()

  constructor(program: Program, names: SqlNames, rows: Rows) {
    this.#program = program
    this.#names = names
    this.#rows = rows
  }

  of(list: Node): Property {
    const node = bare(list)
    if (this.#known.has(node)) return this.#known.get(node)
    // A list that is put into itself ends here.
    this.#known.set(node, undefined)
    const found = this.#read(node)
    this.#known.set(node, found)
    return found
  }

  #read(node: Node): Property {
    const binding = this.#program.named(node)
    if (binding) return this.#named(binding, node)
    const later = this.#putLater(node)
    return later && either([...this.#written(node), ...later.map((one) => this.#item(one))])
  }

  /** What a name stands for, or one part of a list after the other: `for (const some of chunk(ids, 100))`. */
  #named(binding: Binding, use: Node): Property {
    const parts = listGoneThrough(binding, this.#program)
    const call = parts && bare(parts)
    if (call?.type === 'CallExpression') return givesParts.test(pathOf(call.callee)?.at(-1) ?? '') ? this.of(call) : undefined
    if (binding.kind === 'let' && binding.property === undefined && binding.writes.some(isPlainSet)) return this.#setTo(binding, use)
    return binding.init && (isAllOf(binding) || this.#isPartOf(binding.init)) ? this.of(binding.init) : undefined
  }

  /** What a variable may be set to, and what is put into it: of an empty list there is nothing. */
  #setTo(binding: Binding, use: Node): Property {
    const { node, init } = binding
    const put = this.#putInto(binding)
    if (!put || node.type !== 'VariableDeclarator' || isChangedElsewhere(node.id, this.#program, this.#names)) return undefined
    const set = setBefore(binding, use, this.#program)
    if (set) return this.of(set)
    const all = [...(init ? [init] : []), ...binding.writes.filter(isPlainSet).map(({ right }) => right)]
    const lists = all.filter((list) => !isEmptyList(bare(list)))
    return either([...lists.flatMap((list) => this.#partsOf(bare(list))), ...put.map((one) => this.#item(one))])
  }

  /** What each of a list is whose name is set to it: what is put into it by that name is another matter. */
  #partsOf(list: Node): readonly Property[] {
    return list.type === 'ArrayExpression' || list.type === 'NewExpression' ? this.#written(list) : [this.of(list)]
  }

  #isPartOf(init: Node): boolean {
    return init.type === 'CallExpression' && isPartition(init, this.#program)
  }

  #written(node: Node): readonly Property[] {
    if (isWaiting(node)) return [this.of(node.argument)]
    switch (node.type) {
      case 'ArrayExpression':
        return node.elements.map((element) => element && this.#item(element)).map((property) => property ?? undefined)
      case 'NewExpression':
        return isBuiltIn('Set', node, this.#program) ? node.arguments.map((one) => this.of(one)) : [undefined]
      case 'CallExpression':
        return [this.#ofKept(node) ?? this.#ofCall(node) ?? this.#rows.ofCall(node)]
      case 'LogicalExpression':
        return [node.operator !== '&&' && isEmptyList(bare(node.right)) ? this.of(node.left) : undefined]
      default:
        return [undefined]
    }
  }

  #item(item: Node): Property {
    return item.type === 'SpreadElement' ? this.of(item.argument) : this.#rows.ofRow(bare(item))
  }

  #ofKept(call: TSESTree.CallExpression): Property {
    const list = listKept(call, this.#program)
    const lists = list ? [list] : listsShared(call, this.#program)
    return (
      lists.map((one) => this.of(one)).find((property) => property !== undefined) ??
      this.#ofKeys(call) ??
      this.#ofValues(call) ??
      this.#ofMade(call)
    )
  }

  /** `Object.keys(byId)`, `byId.keys()` */
  #ofKeys(call: TSESTree.CallExpression): Property {
    const [object] = call.arguments
    const isOfObject = pathOf(call.callee)?.join('.') === 'Object.keys'
    if (call.callee.type !== 'MemberExpression' || propertyName(call.callee) !== 'keys') return undefined
    const map = isOfObject ? object && mapOf(object, this.#program) : mapOf(call.callee.object, this.#program)
    return map && this.ofKey(map)
  }

  /** `Object.values(idsByName)` */
  #ofValues(call: TSESTree.CallExpression): Property {
    const map = valuesOfMap(call, this.#program)
    return map && this.#rows.ofRow(map.value)
  }

  ofKey({ key, column }: MapOfList): Property {
    return column === undefined ? this.#rows.ofRow(key) : this.#rows.ofColumn(key, column)
  }

  #ofMade(call: TSESTree.CallExpression): Property {
    const { list, by } = listMade(call, this.#program) ?? {}
    if (!list || !by) return undefined
    if (by.type === 'Literal') return typeof by.value === 'string' ? this.#rows.ofColumn(list, by.value) : undefined
    const made = isFunction(by) ? soleResult(by) : undefined
    return made && (pathOf(call.callee)?.at(-1) === 'map' ? this.#rows.ofRow(made) : this.#flattened(made))
  }

  /** `rows.reduce((all, row) => [...all, row.id], [])` */
  #reduced(callback: FunctionNode, begin: Node | undefined): Property {
    const [all] = callback.params
    const made = soleResult(callback)
    if (all?.type !== 'Identifier' || !made || !begin || !isEmptyList(bare(begin))) return undefined
    const isAll = (node: Node): boolean => node.type === 'Identifier' && node.name === all.name
    const ways = (made.type === 'ConditionalExpression' ? [made.consequent, made.alternate] : [made]).map(bare).filter((way) => !isAll(way))
    const items = ways.map((way) => (way.type === 'ArrayExpression' ? way.elements.filter((one) => one !== null) : undefined))
    if (!items.every((one) => one !== undefined)) return undefined
    const put = items.flat().filter((one) => one.type !== 'SpreadElement' || !isAll(bare(one.argument)))
    return either(put.map((one) => this.#item(one)))
  }

  #ofCall(call: TSESTree.CallExpression): Property {
    const { callee, arguments: given } = call
    const ofRow = madeOfEachRow(call)
    if (ofRow) return this.#rows.ofRow(ofRow)
    const listed = propertyListed(call, this.#program)
    if (listed) return this.#rows.ofColumn(listed.of, listed.name)
    const [first, ...more] = given
    if (callee.type !== 'MemberExpression') return undefined
    if (first && pathOf(callee)?.join('.') === 'Array.from') return more.length === 0 ? this.of(first) : undefined
    const method = propertyName(callee) ?? ''
    if (keepsItems.test(method)) return this.of(callee.object)
    if (method === 'reduce') return isFunction(first) ? this.#reduced(first, more[0]) : undefined
    const made = first && isFunction(first) ? soleResult(first) : undefined
    if (!made) return undefined
    if (method === 'map') return this.#rows.ofRow(made)
    return method === 'flatMap' ? this.#flattened(made) : undefined
  }

  /** What is left of lists that are put together: nothing of those that are empty. */
  #flattened(made: Node): Property {
    if (made.type === 'ConditionalExpression') {
      const ways = [bare(made.consequent), bare(made.alternate)].filter((way) => !isEmptyList(way))
      return either(ways.map((way) => this.#flattened(way)))
    }
    if (made.type === 'LogicalExpression') return isEmptyList(bare(made.right)) ? this.#flattened(bare(made.left)) : undefined
    return made.type === 'ArrayExpression' ? this.of(made) : this.#rows.ofRow(made)
  }

  /** What a list that is given a name is given besides, by `push` and the like; undefined where that cannot be told. */
  #putLater(list: Node): readonly Node[] | undefined {
    const declarator = this.#program.outside(list)
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return []
    const binding = this.#program.named(declarator.id)
    if (!binding || isChangedElsewhere(declarator.id, this.#program, this.#names)) return undefined
    return this.#putInto(binding)
  }

  /** What a name's list is given by methods of its own. */
  #putInto(binding: Binding): readonly Node[] | undefined {
    const methods = this.#program.usesOf(binding).flatMap((use) => this.#puttingBy(use) ?? [])
    const calls = methods.flatMap((method) => callOf(method, this.#program) ?? [])
    // A method that is handed on is called elsewhere.
    if (calls.length < methods.length) return undefined
    const isPlain = binding.writes.every((write) => calls.some((call) => call === write) || leavesOut(write) || isPlainSet(write))
    return isPlain ? calls.flatMap((call) => call.arguments) : undefined
  }

  #puttingBy(use: Node): TSESTree.MemberExpression | undefined {
    const method = this.#program.outside(use)
    return method?.type === 'MemberExpression' && bare(method.object) === use && puts.test(propertyName(method) ?? '') ? method : undefined
  }
}

const givesParts = /^chunk(?:ed)?$/
const puts = /^(?:push|unshift|add)$/
/** Lists that are made of others multiply. */
const mostOthers = 20
const keepsItems = /^(?:filter|slice|sort|toSorted|reverse|toReversed|splice)$/

/** What a variable was surely set to last where it is used. */
function setBefore(binding: Binding, use: Node, program: Program): Node | undefined {
  if (program.parentOf(use) === binding.node || binding.writes.includes(program.parentOf(use) ?? use)) return undefined
  let held = heldAt(binding, use, program)
  while (held.kind === 'changed' && leavesOut(held.by)) held = held.before
  return held.kind === 'changed' && held.through.length === 0 && isPlainSet(held.by) ? held.by.right : undefined
}

/** Whether each of what a name stands for is one of what it is set to: also of `const [first, ...others] = …`. */
function isAllOf({ kind, property, writes }: Binding): boolean {
  return property === undefined && (kind === 'const' || kind === 'let' || (kind === 'rest' && writes.length === 0))
}

/** What each item is, one or the other; nothing where of one it is not known. */
export function either(found: readonly Property[]): Property {
  const ways = new Map<string, LoadedProperty>()
  for (const one of found) {
    if (!one) return undefined
    const { or = [], ...first } = one
    for (const way of [first, ...or]) ways.set(`${String(way.statement)} ${way.property} ${String(way.path)}`, way)
  }
  const [first, ...or] = ways.values()
  if (!first || or.length > mostOthers) return undefined
  return or.length === 0 ? first : { ...first, or }
}
