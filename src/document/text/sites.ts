import type { TSESTree } from '@typescript-eslint/utils'
import type { Range } from '../../catalog/place.ts'
import { nothingPassed, type Passed } from '../../sql/template/passed.ts'
import { mishaps } from '../../catalog/mishap.ts'
import { bare, isWaiting, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { withBoundNames, withKeyedNames } from './bindings.ts'
import { constantOf } from './constants.ts'
import { valueHole, type Value } from './filled.ts'
import { isFormatting } from './formatted.ts'
import { handedVariables, isAddedTo, isSent, isUsedAlone } from './handed-texts.ts'
import { runBy, tagKind, type Handed, type SqlNames } from './libraries.ts'
import { ownRun } from './own-runs.ts'
import { isPgpFormat, memberCalled, withPgpNames } from './pgp-format.ts'
import { isInserting } from './pgp-helpers.ts'
import { namedValue, passedValues } from './parameters.ts'
import { PiecePlaces } from '../../sql/template/piece-places.ts'
import { readingsOf, type Piece, type Reading } from '../../sql/template/pieces.ts'
import { begunText } from './beginning.ts'
import type { Hole } from '../../sql/template/hole.ts'
import { isProse } from './prose.ts'
import { placeOf, sourceOf, TextReader, type Context, type Surroundings } from './read-text.ts'
import { beginsStatement, isStatement } from './statement.ts'

/** A place of a program where a text stands that may be SQL. */
export interface Site extends Read {
  readonly range: Range
  /** Its tag or call says that it is SQL. */
  readonly isCertain: boolean
  readonly node: Node
  /** What runs it. */
  readonly run?: Handed
  /** Where the same text is run besides. */
  readonly otherRuns?: readonly Site[]
}

interface Read {
  readonly pieces: readonly Piece[]
  /** Each text that they may give. */
  readonly readings: readonly Reading[]
  /** What the call passes for the parameters. */
  readonly passed: Passed
  /** The expression, where no more is known of its text than what it begins with. */
  readonly goesOn?: string
}

/** The texts of a program, whole: what is part of another one is none of its own. */
export function sitesOf(program: Program, surroundings: Surroundings): Site[] {
  const reader = new TextReader(surroundings)
  const ask = asking(reader, startIn(program))
  const run = runTexts(program.nodesOf('CallExpression'), program, ask, reader.names)
  const isRun = new Set(run.map(({ node }) => node))
  const found = otherTexts(program, ask, reader.names)
  const handed = handedTexts(program, ask, reader).filter(({ node }) => !isRun.has(node))
  const others = found.filter(({ node }) => !isRun.has(node) && (!reader.isPart(node) || isUsedAlone(node, program, reader, isRun)))
  return withoutRepeated([...run, ...outermost(others, program), ...handed])
}

/** The texts that a program says to be SQL in some of its places: those that calls run, and those under a tag, be it one that it is given. */
export function sitesAmong(program: Program, reader: TextReader, isAsked: (node: Node) => boolean): Site[] {
  const ask = asking(reader, startIn(program))
  const run = runTexts(program.nodesOf('CallExpression').filter(isAsked), program, ask, reader.names)
  const isRun = new Set(run.map(({ node }) => node))
  const tagged = program.nodesOf('TaggedTemplateExpression').filter((node) => isAsked(node) && !isRun.has(node))
  const sql = tagged.flatMap((node) => {
    const kind = tagKind(node.tag, reader.names)
    if (kind === 'sql') return [ask(node, true)]
    return kind === 'unknown' && beginsStatement(node.quasi.quasis[0]?.value.raw ?? '') ? [ask(node, false)] : []
  })
  return withoutRepeated([...run, ...sql.filter(({ node }) => !reader.isPart(node))])
}

/** A text as it is where more is known of the names around it. */
export function readAgain({ node, isCertain, run }: Site, reader: TextReader, context: Context): Site {
  return asking(reader, context)(node, isCertain, run)
}

/** Where nothing is known of a program but what it says itself. */
export function startIn(program: Program): Context {
  return { program, seat: undefined, around: undefined, away: false, bound: false, given: new Map(), depth: 0 }
}

type Ask = (node: Node, isCertain: boolean, run?: Handed) => Site

function asking(reader: TextReader, context: Context): Ask {
  const read: (...asked: Parameters<Ask>) => Read = (node, isCertain, run) => {
    const whole = reader.ask(node, context)
    const named = run ? withPgpNames(withKeyedNames(whole, run.call, reader, context), run, reader, context) : whole
    const pieces = run ? withBoundNames(named, run.call, reader, context) : named
    const passed = run && pieces === named ? passedBy(run, reader, context) : nothingPassed
    const found = { pieces, readings: readingsOf(pieces), passed }
    const isSeen = found.readings.some((reading) => isStatement(reading, true))
    const begun = isCertain && run && !isSeen ? begunText(reader, node, context) : undefined
    return begun ? { pieces: begun, readings: readingsOf(begun), passed: nothingPassed, goesOn: sourceOf(node, context) } : found
  }
  return (node, isCertain, run) => {
    const found = readOr(
      () => read(node, isCertain, run),
      () => reader.outline(node, context),
    )
    return { node, isCertain, ...found, range: placeOf(node, context), ...(run && { run }) }
  }
}

function passedBy(run: Handed, reader: TextReader, context: Context): Passed {
  return {
    listed: passedValues(run).map((value) => value && passedHole({ node: value }, reader, context)),
    named: (name) => {
      const value = namedValue(run, name)
      return value && passedHole(value, reader, context)
    },
  }
}

/** What a parameter stands for is passed by the call. */
function passedHole(value: Value, reader: TextReader, context: Context): Hole {
  const binding = value.part === undefined ? context.program.named(bare(value.node)) : undefined
  const given = binding?.writes.length === 0 ? context.given.get(binding) : undefined
  return given ? passedHole({ node: given.node }, reader, given.context) : valueHole(value, reader, context)
}

/** A text that cannot be read, whyever that is, hides no other one of its file. */
function readOr(read: () => Read, outline: () => Piece[]): Read {
  try {
    return read()
  } catch (error) {
    mishaps.told(error)
    const pieces = outline()
    return { pieces, readings: readingsOf(pieces), passed: nothingPassed }
  }
}

/** What calls run. */
function runTexts(calls: readonly TSESTree.CallExpression[], program: Program, ask: Ask, names: SqlNames): Site[] {
  return calls.flatMap((call) => {
    const run = runBy(call, names)
    const own = ownRun(call, program, names)
    const given = own?.given[0] ?? run?.text
    if (!given) return []
    const node = bare(given)
    const text = constantOf(node, program)
    const isTagged = text.type === 'TaggedTemplateExpression' && tagKind(text.tag, names) === 'sql'
    const site = ask(node, isTagged || (run?.isCertain ?? false), own ?? run)
    return site.pieces.some(({ kind }) => kind !== 'hole') ? [site] : []
  })
}

/** A constant that is run in two places is one text, and so is what two calls of one line run. */
function withoutRepeated(texts: readonly Site[]): Site[] {
  const places = new PiecePlaces()
  const seen = new Map<string, Site>()
  for (const text of texts) {
    const place = places.of(text.pieces)
    const known = seen.get(place)
    seen.set(place, known ? withAnother(known, text) : text)
  }
  return [...seen.values()]
}

function withAnother(known: Site, text: Site): Site {
  const { otherRuns = [], isCertain } = known
  const isRunThere = known.run !== undefined && text.run !== undefined && text.node !== known.node
  return { ...known, isCertain: isCertain || text.isCertain, ...(isRunThere && { otherRuns: [...otherRuns, text] }) }
}

/** Templates under a tag, and strings that nothing says anything of. */
function otherTexts(program: Program, ask: Ask, names: SqlNames): Site[] {
  return program.nodes.flatMap((node) => {
    if (node.type !== 'TaggedTemplateExpression')
      return isText(node, program) && !isNoText(node, program) && (isMarked(node, program) || !isProse(node, program))
        ? [ask(node, isMarked(node, program))]
        : []
    const kind = tagKind(node.tag, names)
    return kind === undefined ? [] : [ask(node, kind === 'sql')]
  })
}

/** Variables whose texts are put together and handed to who may run them. */
function handedTexts(program: Program, ask: Ask, reader: TextReader): Site[] {
  return handedVariables(program, reader).flatMap(({ name, init }) => {
    const tagged = init && bare(init)
    const text = ask(name, tagged?.type === 'TaggedTemplateExpression' && tagKind(tagged.tag, reader.names) === 'sql')
    return text.pieces.some(({ kind }) => kind !== 'hole') ? [text] : []
  })
}

/** The texts that stand in no hole of another one, and those that are sent from there. */
function outermost(texts: readonly Site[], program: Program): Site[] {
  const sites = new Map(texts.map((text) => [text.node, text]))
  return texts.filter((text) => !isSwallowed(text, sites, program))
}

function isSwallowed({ node, isCertain }: Site, sites: ReadonlyMap<Node, Site>, program: Program): boolean {
  let below = node
  for (const ancestor of program.ancestors(node)) {
    if (isWaiting(ancestor) || (isCertain && isSent(ancestor, below, program))) return false
    const outer = sites.get(ancestor)
    if (outer) return outer.isCertain || !isCertain
    below = ancestor
  }
  return false
}

function isText(node: Node, program: Program): boolean {
  // Most strings of a program are no statement, which is all that is asked of one by itself.
  if (node.type === 'Literal') return typeof node.value === 'string' && beginsStatement(node.value)
  if (node.type === 'CallExpression')
    return isComposing(node, program) || isFormatting(node, program) || isPgpFormat(node, program) || isInserting(node, program)
  return node.type === 'TemplateLiteral' || (node.type === 'BinaryExpression' && node.operator === '+')
}

function isComposing({ callee }: TSESTree.CallExpression, program: Program): boolean {
  // What `pgp.helpers.concat` puts together are statements by themselves.
  return callee.type === 'MemberExpression' && composes.test(propertyName(callee) ?? '') && !memberCalled('helpers', callee, program)
}

/** Methods of strings and lists that give a text. */
const composes = /^(?:join|concat|trim|trimStart|trimEnd|replace|replaceAll)$/

/** A comment right before a text that says what it is. */
function isMarked(node: Node, { text }: Program): boolean {
  return /\/\*\s*(?:sql|postgres(?:ql)?|pgsql|language=(?:sql|postgresql))\s*\*\/\s*$/i.test(
    text.slice(Math.max(0, node.range[0] - 40), node.range[0]),
  )
}

/** Where a string is a key, a type, a module or the start of a longer text, and no statement. */
function isNoText(node: Node, program: Program): boolean {
  const parent = program.parentOf(node)
  switch (parent?.type) {
    case 'MemberExpression':
      return true
    case 'Property':
    case 'TSEnumMember':
      return ('key' in parent ? parent.key : parent.id) === node
    case 'TemplateLiteral':
    case 'TaggedTemplateExpression':
    case 'BinaryExpression':
    case 'JSXAttribute':
    case 'TSLiteralType':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
      return true
    case 'AssignmentExpression':
      return parent.operator === '+='
    case 'NewExpression':
      return (pathOf(parent.callee)?.at(-1) ?? '').endsWith('Error')
    case 'SwitchCase':
      return parent.test === node
    case 'ArrayExpression': {
      const use = program.parentOf(parent)
      return (use?.type === 'MemberExpression' && use.object === parent && !isForEach(use, program)) || isAddedTo(use, program)
    }
    case 'VariableDeclarator':
      return isAddedTo(parent, program)
    default:
      return false
  }
}

/** Whether a callback gets each item of a list, and no other list is made of what it gives to be joined. */
function isForEach(method: TSESTree.MemberExpression, program: Program): boolean {
  const call = program.parentOf(method)
  return (
    /^(?:forEach|map|flatMap)$/.test(propertyName(method) ?? '') &&
    call !== undefined &&
    program.parentOf(call)?.type !== 'MemberExpression'
  )
}
