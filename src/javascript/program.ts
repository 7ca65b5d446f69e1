import type { TSESTree } from '@typescript-eslint/utils'
import {
  bare,
  byWord,
  childrenOf,
  isClass,
  isFunction,
  isKey,
  isUnder,
  nodesByType,
  pathOf,
  propertyName,
  type ClassNode,
  type FunctionNode,
  type Node,
  type NodesByType,
  type NodeTypes,
} from './nodes.ts'
import { specifierOf } from './specifier.ts'
import { exportsOf } from './symbolic/exports.ts'

/** What a name of a program stands for. */
export interface Binding {
  readonly name: string
  /** Where it is declared: a declarator, a function, a parameter, an import specifier and so on. */
  readonly node: Node
  readonly kind: 'const' | 'let' | 'item' | 'rest' | 'parameter' | 'import' | 'function' | 'class' | 'enum' | 'other'
  /** What it is first set to; an `item` is one of the things in it, and a `rest` some of them. */
  readonly init: Node | undefined
  /** The property of `init` that it is, where it is taken out of an object. */
  readonly property: string | undefined
  /** Where it is set again, or changed by a method such as `push`; in the order of the text. */
  readonly writes: Node[]
}

export interface Import {
  readonly from: string
  /** `default`, or `*` for all of the module. */
  readonly name: string
}

/** A program with what its names stand for. */
export class Program {
  /** Its path. */
  readonly file: string
  readonly text: string
  readonly ast: TSESTree.Program
  /** Of nodes that nobody told what they stand in: ESLint does, before rules are asked. */
  readonly #parents = new Map<Node, Node>()
  #byType: NodesByType | undefined
  readonly #scopes = new Map<Node, Map<string, Binding>>()
  readonly #writes: { readonly name: string; readonly node: Node }[] = []
  readonly #jumping = new Set<Node>()
  /** What they are set on. */
  readonly #properties = new Map<string, Node[]>()
  /** What identifiers mean where they stand: a schema is run again with each keystroke in another file. */
  readonly #meanings = new Map<Node, Binding | undefined>()
  #mentions: ReadonlyMap<string, readonly TSESTree.Identifier[]> | undefined
  readonly #uses = new Map<Binding, readonly TSESTree.Identifier[]>()
  #classes: readonly ClassNode[] | undefined
  readonly nodes: readonly Node[]

  constructor(file: string, text: string, ast: TSESTree.Program) {
    this.file = file
    this.text = text
    this.ast = ast
    this.nodes = this.#walk()
    for (const { name, node } of this.#writes) this.bindingOf(name, node)?.writes.push(node)
  }

  parentOf(node: Node): Node | undefined {
    return this.#parents.get(node) ?? node.parent ?? undefined
  }

  /** All nodes of a type, each before what stands in it. */
  nodesOf<Type extends keyof NodeTypes>(type: Type): readonly NodeTypes[Type][] {
    this.#byType ??= nodesByType(this.nodes)
    return this.#byType.get(type) ?? []
  }

  *ancestors(node: Node): Generator<Node> {
    for (let parent = this.parentOf(node); parent; parent = this.parentOf(parent)) yield parent
  }

  /** The function that a node stands in. */
  functionAround(node: Node): FunctionNode | undefined {
    for (const ancestor of this.ancestors(node)) if (isFunction(ancestor)) return ancestor
    return undefined
  }

  get classes(): readonly ClassNode[] {
    return (this.#classes ??= this.nodes.filter((node) => isClass(node)))
  }

  /** The class that a node stands in. */
  classAround(node: Node): ClassNode | undefined {
    for (const ancestor of this.ancestors(node)) if (isClass(ancestor)) return ancestor
    return undefined
  }

  /** The call that is given a function whose first parameter this is. */
  callGiving(parameter: Node): TSESTree.CallExpression | undefined {
    const callback = this.functionAround(parameter)
    const call = callback?.params[0] === parameter ? this.parentOf(callback) : undefined
    return call?.type === 'CallExpression' ? call : undefined
  }

  /** What stands around an expression, types and parentheses aside. */
  outside(node: Node): Node | undefined {
    let parent = this.parentOf(node)
    while (parent && bare(parent) !== parent) parent = this.parentOf(parent)
    return parent
  }

  /** What a name means where a node stands. */
  bindingOf(name: string, at: Node): Binding | undefined {
    return at.type === 'Identifier' && at.name === name ? this.named(at) : this.#findBinding(name, at)
  }

  /** What a node stands for that is a name; anything else is no name. */
  named(node: Node | null | undefined): Binding | undefined {
    if (node?.type !== 'Identifier') return undefined
    if (!this.#meanings.has(node)) this.#meanings.set(node, this.#findBinding(node.name, node))
    return this.#meanings.get(node)
  }

  #findBinding(name: string, at: Node): Binding | undefined {
    for (let around: Node | undefined = at; around; around = this.parentOf(around)) {
      const found = this.#scopes.get(around)?.get(name)
      if (found) return found
    }
    return undefined
  }

  /** All within a function that something leaves, be it by `break`, `return` or `throw`. */
  get jumping(): ReadonlySet<Node> {
    return this.#jumping
  }

  /** Whether a property of this name is set anywhere but where it is declared; `own` for `this.name` alone. */
  isSet(name: string, own = false): boolean {
    return this.#properties.has(`this.${name}`) || this.#properties.has('this.*') || (!own && this.#properties.has(name))
  }

  /** Whether a property of this name is set in one place alone. */
  isSetOnce(name: string): boolean {
    return this.#properties.get(name)?.length === 1 && !this.#properties.has('this.*')
  }

  /** All that a property of this name is set on. */
  setsOf(name: string): readonly Node[] {
    return this.#properties.get(name) ?? []
  }

  /** What a property of this name is set on, but for objects that the program makes itself: `const where = {}; where.name = …`. */
  givenWith(name: string): readonly Node[] {
    return this.setsOf(name).filter((object) => !this.#isMade(bare(object)))
  }

  #isMade(object: Node): boolean {
    const { kind, property, init } = this.named(object) ?? {}
    return kind === 'const' && property === undefined && init !== undefined && /^(?:Object|New)Expression$/.test(bare(init).type)
  }

  /** Where a name is written, whatever it means there. */
  mentionsOf(name: string): readonly TSESTree.Identifier[] {
    this.#mentions ??= byWord(this.nodesOf('Identifier'), ({ name }) => name)
    return this.#mentions.get(name) ?? []
  }

  /** Where what a name stands for is mentioned. */
  usesOf(binding: Binding): readonly TSESTree.Identifier[] {
    const known = this.#uses.get(binding)
    if (known) return known
    // In code that a tool made small a few names stand for everything: all things of a name are looked up at once.
    const uses = new Map<Binding, TSESTree.Identifier[]>([[binding, []]])
    for (const node of this.mentionsOf(binding.name)) {
      if (isKey(node, this.parentOf(node))) continue
      const of = this.named(node)
      const nodes = of && (uses.get(of) ?? [])
      if (nodes) uses.set(of, nodes)
      nodes?.push(node)
    }
    for (const [of, nodes] of uses) this.#uses.set(of, nodes)
    return uses.get(binding) ?? []
  }

  /** What the module shows under a name. */
  exported(name: string): Binding | undefined {
    for (const statement of this.ast.body) {
      if (statement.type === 'ExportDefaultDeclaration' && name === 'default')
        return binding('default', statement, 'const', statement.declaration)
      if (statement.type !== 'ExportNamedDeclaration' || statement.source) continue
      const own = statement.declaration ? this.bindingOf(name, this.ast) : undefined
      if (own && isUnder(own.node, statement)) return own
      const specifier = statement.specifiers.find(({ exported }) => nameOf(exported) === name)
      if (specifier) return this.bindingOf(nameOf(specifier.local), this.ast)
    }
    return this.ast.body.some(({ type }) => exports.test(type)) ? undefined : this.#exportedAsCommon(name)
  }

  /** What `module.exports` or `exports.name` is set to; a module that sets neither may show its names otherwise. */
  #exportedAsCommon(name: string): Binding | undefined {
    const shown = exportsOf(this)
    if (shown.length === 0) return this.bindingOf(name, this.ast)
    const node = shown.findLast((one) => one.name === name)?.node
    return node && (this.named(node) ?? binding(name, node, 'const', node))
  }

  #walk(): Node[] {
    const nodes: Node[] = []
    const open: Node[] = [this.ast]
    for (let node = open.pop(); node; node = open.pop()) {
      nodes.push(node)
      this.#declare(node)
      const children = childrenOf(node)
      for (const child of children) if (child.parent !== node) this.#parents.set(child, node)
      for (let i = children.length - 1; i >= 0; i--) {
        const child = children[i]
        if (child) open.push(child)
      }
    }
    return nodes
  }

  #declare(node: Node): void {
    switch (node.type) {
      case 'VariableDeclarator':
        return this.#declareVariable(node)
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        if (node.id)
          this.#add(this.#blockAround(node), binding(node.id.name, node, node.type === 'FunctionDeclaration' ? 'function' : 'class'))
        if (isFunction(node)) this.#declareParameters(node)
        return
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#declareParameters(node)
      case 'TSEnumDeclaration':
        return this.#add(this.#blockAround(node), binding(node.id.name, node, 'enum'))
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        return this.#add(this.ast, binding(node.local.name, node, 'import'))
      case 'TSImportEqualsDeclaration':
        return node.moduleReference.type === 'TSExternalModuleReference'
          ? this.#add(this.ast, binding(node.id.name, node, 'import'))
          : undefined
      case 'CatchClause':
        if (node.param) this.#declarePattern(node.param, node, node, 'other')
        return
      case 'AssignmentExpression':
        return this.#written(node.left, node)
      case 'ForOfStatement':
      case 'ForInStatement':
        return node.left.type === 'VariableDeclaration' ? undefined : this.#written(node.left, node)
      case 'UnaryExpression':
        return node.operator === 'delete' ? this.#written(node.argument, node) : undefined
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'ReturnStatement':
      case 'ThrowStatement':
        return this.#leaves(node)
      case 'UpdateExpression':
        return this.#written(node.argument, node)
      case 'CallExpression':
        if (node.arguments[0]?.type === 'ThisExpression' && sets.test(pathOf(node.callee)?.at(-1) ?? '')) this.#setOn('this.*', node)
        if (node.callee.type === 'MemberExpression' && changes.test(propertyName(node.callee) ?? ''))
          this.#written(node.callee.object, node)
        return
      default:
    }
  }

  #declareVariable(node: TSESTree.VariableDeclarator): void {
    const declaration = this.parentOf(node)
    if (declaration?.type !== 'VariableDeclaration') return
    const scope = declaration.kind === 'var' ? (this.functionAround(node) ?? this.ast) : this.#blockAround(declaration)
    const loop = this.parentOf(declaration)
    if (loop?.type === 'ForOfStatement' && loop.left === declaration) return this.#declarePattern(node.id, node, scope, 'item', loop.right)
    const isSkippable = declaration.kind === 'var' && loop !== this.ast && loop !== this.functionAround(node)?.body
    const kind = loop?.type === 'ForInStatement' || isSkippable ? 'other' : declaration.kind === 'const' ? 'const' : 'let'
    this.#declarePattern(node.id, node, scope, kind, node.init ?? undefined)
  }

  #declareParameters(node: FunctionNode): void {
    for (const parameter of node.params) this.#declarePattern(parameter, node, node, 'parameter')
    if (node.type === 'FunctionExpression' && node.id) this.#add(node, binding(node.id.name, node, 'function'))
  }

  #declarePattern(pattern: Node, node: Node, scope: Node, kind: Binding['kind'], init?: Node, property?: string): void {
    switch (pattern.type) {
      case 'Identifier':
        return this.#add(scope, binding(pattern.name, kind === 'parameter' ? pattern : node, kind, init, property))
      case 'AssignmentPattern':
        return this.#declarePattern(pattern.left, node, scope, kind === 'parameter' ? kind : 'other')
      case 'TSParameterProperty':
        return this.#declarePattern(pattern.parameter, node, scope, kind)
      case 'RestElement':
        return this.#declarePattern(pattern.argument, node, scope, kind === 'parameter' ? kind : 'other')
      case 'ArrayPattern':
        for (const element of pattern.elements)
          if (element?.type === 'RestElement')
            this.#declarePattern(element.argument, node, scope, kind === 'parameter' ? kind : 'rest', init, property)
          else if (element) this.#declarePattern(element, node, scope, kind === 'parameter' ? kind : 'item', init, property)
        return
      case 'ObjectPattern':
        for (const part of pattern.properties) {
          if (part.type === 'RestElement') this.#declarePattern(part, node, scope, kind)
          else if (property === undefined) this.#declarePattern(part.value, node, scope, kind, init, propertyName(part))
          else this.#declarePattern(part.value, node, scope, kind === 'parameter' ? kind : 'other')
        }
        return
      default:
    }
  }

  #add(scope: Node, one: Binding): void {
    const names = this.#scopes.get(scope) ?? new Map<string, Binding>()
    this.#scopes.set(scope, names)
    const known = names.get(one.name)
    if (!known) names.set(one.name, one)
    else if (one.init || (one.kind !== 'let' && one.kind !== 'parameter')) known.writes.push(one.node)
  }

  #leaves(node: Node): void {
    for (let around: Node | undefined = node; around && !isFunction(around) && !this.#jumping.has(around); around = this.parentOf(around))
      this.#jumping.add(around)
  }

  #setOn(name: string, object: Node): void {
    const known = this.#properties.get(name)?.push(object)
    if (known === undefined) this.#properties.set(name, [object])
  }

  #written(target: Node, node: Node): void {
    const object = bare(target)
    switch (object.type) {
      case 'Identifier':
        this.#writes.push({ name: object.name, node })
        return
      case 'MemberExpression': {
        const name = propertyName(object) ?? '*'
        this.#setOn(name, object.object)
        if (bare(object.object).type === 'ThisExpression') this.#setOn(`this.${name}`, object.object)
        return this.#written(object.object, node)
      }
      case 'CallExpression':
        if (object.callee.type === 'MemberExpression' && propertyName(object.callee) === 'append') this.#written(object.callee.object, node)
        return
      case 'ArrayPattern':
        for (const element of object.elements) if (element) this.#written(element, node)
        return
      case 'ObjectPattern':
        for (const part of object.properties) this.#written(part.type === 'Property' ? part.value : part.argument, node)
        return
      case 'AssignmentPattern':
        return this.#written(object.left, node)
      case 'RestElement':
        return this.#written(object.argument, node)
      default:
    }
  }

  #blockAround(node: Node): Node {
    for (const ancestor of this.ancestors(node)) if (blocks.test(ancestor.type) || isFunction(ancestor)) return ancestor
    return this.ast
  }
}

const changes = /^(?:push|unshift|splice|pop|shift|reverse|sort|fill|copyWithin|append)$/
const sets = /^(?:assign\w*|merge\w*|defaults\w*|extend\w*|set|defineProperty|defineProperties)$/i
/** A module without any of these is no ES module. */
const exports = /^Export(?:All|Default|Named)Declaration$/
const blocks = /^(?:Program|BlockStatement|For(?:In|Of)?Statement|SwitchStatement|StaticBlock|TSModuleBlock)$/

function binding(name: string, node: Node, kind: Binding['kind'], init?: Node, property?: string): Binding {
  return { name, node, kind, init, property, writes: [] }
}

export function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value
}

/** What an import brings, and from where. */
export function importOf({ node }: Binding, program: Program): Import | undefined {
  if (node.type === 'TSImportEqualsDeclaration') {
    const from = node.moduleReference.type === 'TSExternalModuleReference' ? node.moduleReference.expression : undefined
    return from?.type === 'Literal' && typeof from.value === 'string' ? { from: specifierOf(from.value), name: '*' } : undefined
  }
  const declaration = program.parentOf(node)
  if (declaration?.type !== 'ImportDeclaration') return undefined
  const from = specifierOf(declaration.source.value)
  if (node.type === 'ImportSpecifier') return { from, name: nameOf(node.imported) }
  return { from, name: node.type === 'ImportDefaultSpecifier' ? 'default' : '*' }
}
