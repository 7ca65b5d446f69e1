import type { TSESTree } from '@typescript-eslint/utils'
import { isMember } from './members.ts'
import type { Modules } from './modules.ts'
import { isKey, isUnder, propertyName, type Node } from './nodes.ts'
import { nameOf, type Program } from './program.ts'

const mostFiles = 30

/** What is found in a program, and in all others that have one of the names: nothing where there is one of which it cannot be told. */
export function inAllNaming<Found>(
  names: readonly string[],
  program: Program,
  modules: Modules,
  findIn: (one: Program) => readonly Found[] | undefined,
): readonly Found[] {
  const others = new Set(names.flatMap((name) => modules.naming?.(name) ?? []))
  others.delete(program.file)
  if (others.size > mostFiles) return []
  const found: Found[] = []
  for (const file of [undefined, ...others]) {
    const one = file === undefined ? program : modules.load?.(file)
    const here = one && findIn(one)
    if (!here) return []
    found.push(...here)
  }
  return found
}

/** What is asked for by a text: `tasks['clear']`. */
function namedByText(program: Program): ReadonlySet<string> {
  const asked = (): string[] => program.nodesOf('MemberExpression').flatMap((one) => (one.computed ? (propertyName(one) ?? []) : []))
  const texts = textsOf.get(program) ?? new Set(asked())
  textsOf.set(program, texts)
  return texts
}

const textsOf = new WeakMap<Program, ReadonlySet<string>>()

/** What stands for something that is shown by a name, in a program: nothing where it is shown by another one, too, or asked for by a text. */
export function usesOfName(name: string, program: Program): readonly Node[] | undefined {
  const renamed = program.nodesOf('ImportSpecifier').filter(({ imported, local }) => nameOf(imported) === name && local.name !== name)
  const names = [name, ...renamed.map(({ local }) => local.name)]
  const isShownOtherwise = program
    .nodesOf('ExportSpecifier')
    .some(({ local, exported }) => names.includes(nameOf(local)) && nameOf(exported) !== name)
  if (isShownOtherwise || namedByText(program).has(name)) return undefined
  return names.flatMap((one) => program.mentionsOf(one)).flatMap((mention) => useOf(mention, program) ?? [])
}

/** What a mention of a name stands for: the name itself, what has a property of that name, or what is taken out under another; nothing where it only declares. */
export function useOf(mention: TSESTree.Identifier, program: Program): Node | undefined {
  const parent = program.parentOf(mention)
  if (parent?.type === 'MemberExpression' && parent.property === mention && !parent.computed) return parent
  if (!parent || ofNames.test(parent.type)) return undefined
  if (isKey(mention, parent)) return isTakenOut(parent, program) ? parent.value : undefined
  const declared = program.named(mention)?.node
  const isDeclared = declared?.type === 'VariableDeclarator' ? isUnder(mention, declared.id) : 'id' in parent && parent.id === mention
  const isKeyOfMember = isMember(parent) && parent.key === mention
  return isDeclared || isKeyOfMember ? undefined : mention
}

/** `const { clear: wipe } = tasks` */
function isTakenOut(around: Node, program: Program): around is TSESTree.Property {
  return around.type === 'Property' && program.parentOf(around)?.type === 'ObjectPattern' && !isNamedAlike(around)
}

function isNamedAlike({ key, value }: TSESTree.Property): boolean {
  return key.type === 'Identifier' && value.type === 'Identifier' && key.name === value.name
}

/** How others name a function, or something else that is written where it gets a name. */
export function nameAround(node: Node, program: Program): string | undefined {
  if (node.type === 'FunctionDeclaration') return node.id?.name
  const around = program.outside(node)
  if (around?.type === 'VariableDeclarator') return around.id.type === 'Identifier' ? around.id.name : undefined
  return around && (around.type === 'Property' || isMember(around)) ? propertyName(around) : undefined
}

const ofNames =
  /^(?:(?:Import|Export)\w*Specifier|TS(?!As|NonNull|Satisfies|TypeAssertion|Instantiation|ExportAssignment)\w+|LabeledStatement)$/
