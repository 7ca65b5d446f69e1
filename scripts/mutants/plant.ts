import ts from 'typescript'
import { alternativesOf } from './alternatives.ts'

/** One mistake that can be switched on. */
export interface Mutant {
  readonly file: string
  readonly line: number
  readonly what: string
  readonly from: string
  readonly to: string
}

export interface Planted {
  /** The module, in which each mutant stands behind its id. */
  readonly text: string
  readonly mutants: readonly Mutant[]
}

/** A module with all of its mutants in it, of which the first has the given id. */
export function plant(file: string, text: string, first: number): Planted {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  const planter = new Planter(file, source, first)
  const planted = planter.planted()
  const { diagnostics = [] } = ts.transpileModule(planted, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ESNext } })
  if (diagnostics.length > 0)
    throw new Error(`${file} is no program any more: ${ts.flattenDiagnosticMessageText(diagnostics[0]?.messageText, ' ')}`)
  return { text: planted, mutants: planter.mutants }
}

const nothing = '(nothing)'

class Planter {
  readonly mutants: Mutant[] = []
  readonly #file: string
  readonly #source: ts.SourceFile
  readonly #first: number

  constructor(file: string, source: ts.SourceFile, first: number) {
    this.#file = file
    this.#source = source
    this.#first = first
  }

  planted(): string {
    return this.#inside(this.#source)
  }

  /** The id of one more mutant. */
  #mutant(node: ts.Node, what: string, to: string): number {
    const { line } = this.#source.getLineAndCharacterOfPosition(node.getStart())
    this.mutants.push({ file: this.#file, line: line + 1, what, from: inOneLine(node.getText()), to: inOneLine(to) })
    return this.#first + this.mutants.length - 1
  }

  #of(node: ts.Node): string {
    if (isOfTypes(node)) return node.getText()
    if (ts.isCaseClause(node)) return this.#case(node)
    if (ts.isExpression(node)) return this.#expression(node)
    // In braces of its own, so that an `else` behind it stays that of the `if` before it.
    if (canBeLeftOut(node)) return `{if(!__isOn(${this.#mutant(node, 'statement', nothing)})){${this.#inside(node)}}}`
    return this.#inside(node)
  }

  /** The text of a node with the mutants of what is in it. */
  #inside(node: ts.Node): string {
    const parts: string[] = []
    let at = node.getStart()
    ts.forEachChild(node, (child) => {
      if (child.getStart() < at) return
      parts.push(this.#source.text.slice(at, child.getStart()), this.#of(child))
      at = child.end
    })
    return parts.join('') + this.#source.text.slice(at, node.end)
  }

  #expression(node: ts.Expression): string {
    const plain = this.#list(node) ?? this.#set(node) ?? this.#sides(node) ?? this.#inside(node)
    if (!isReplaceable(node)) return plain
    return alternativesOf(node).reduce((rest, { what, to, isValue }) => {
      const id = this.#mutant(node, what, to)
      return isValue ? `__or(${id}, ${rest}, ${to})` : `(__isOn(${id})?(${to}):(${rest}))`
    }, plain)
  }

  /** `&&`, `||` and `??`, of which one side may stand alone. */
  #sides(node: ts.Expression): string | undefined {
    if (!ts.isBinaryExpression(node) || !logical.has(node.operatorToken.kind) || isAtLoading(node) || waits(node.right)) return undefined
    const [left, right] = [node.left, node.right].map((side) => this.#mutant(node, 'one side', side.getText()))
    return `__sides(${left}, ${right}, '${node.operatorToken.getText()}', ${this.#of(node.left)}, () => (${this.#of(node.right)}))`
  }

  /** A list, each element of which may be left out. */
  #list(node: ts.Expression): string | undefined {
    if (!ts.isArrayLiteralExpression(node) || isAtLoading(node) || isAssigned(node)) return undefined
    return `[${node.elements.map((element) => this.#element(element)).join(', ')}]`
  }

  #element(element: ts.Expression): string {
    if (ts.isOmittedExpression(element)) return ''
    const id = this.#mutant(element, 'element', nothing)
    return `...__or(${id}, ${ts.isSpreadElement(element) ? this.#of(element.expression) : `[${this.#of(element)}]`}, [])`
  }

  /** A constant set, each member of which may be unknown to it. */
  #set(node: ts.Expression): string | undefined {
    if (!ts.isNewExpression(node) || !isAtLoading(node) || node.expression.getText() !== 'Set') return undefined
    const [members] = node.arguments ?? []
    if (!members || !ts.isArrayLiteralExpression(members) || members.elements.some(ts.isSpreadElement)) return undefined
    return `__set([${members.elements.map((one) => `[${one.getText()}, ${this.#mutant(one, 'member', nothing)}]`).join(', ')}])`
  }

  /** It is reached where its statements are. */
  #case(node: ts.CaseClause): string {
    const id = this.#mutant(node.expression, 'case', '(no case)')
    const statements = node.statements.map((one) => this.#of(one)).join('\n')
    return `case __case(${id}, ${node.expression.getText()}): __reach(${id}); ${statements}`
  }
}

const logical = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken])

/** Whether something must stand in the function itself. */
function waits(node: ts.Node): boolean {
  return ts.isAwaitExpression(node) || ts.isYieldExpression(node) || ts.forEachChild(node, waits) === true
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 160)
}

function isOfTypes(node: ts.Node): boolean {
  if (ts.isTypeNode(node)) return !ts.isExpressionWithTypeArguments(node)
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node)
  )
}

/** Whether it runs when the module is loaded, which is before any test. */
function isAtLoading(node: ts.Node): boolean {
  return !ts.findAncestor(node.parent, (around) => ts.isFunctionLike(around) || ts.isClassLike(around))
}

function canBeLeftOut(node: ts.Node): boolean {
  if (isAtLoading(node)) return false
  if (ts.isExpressionStatement(node)) return !/^super\b/.test(node.getText())
  if (ts.isBreakStatement(node)) return !ts.isCaseOrDefaultClause(node.parent)
  return ts.isContinueStatement(node) || ts.isThrowStatement(node)
}

function isAssigned(node: ts.Node): boolean {
  return ts.isBinaryExpression(node.parent) && node.parent.left === node && node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
}

function isReplaceable(node: ts.Expression): boolean {
  return !isAtLoading(node) && !isInChain(node) && !('name' in node.parent && node.parent.name === node)
}

/** Whether it is the beginning of a chain such as `a?.b.c`: in parentheses it would end there. */
function isInChain(node: ts.Expression): boolean {
  const { parent } = node
  const goesOn =
    ts.isPropertyAccessExpression(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isCallExpression(parent) ||
    ts.isNonNullExpression(parent)
  return (node.flags & ts.NodeFlags.OptionalChain) !== 0 && goesOn && parent.expression === node
}
