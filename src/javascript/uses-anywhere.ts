import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from './modules.ts'
import { bare, propertyName, type Node } from './nodes.ts'
import { nameOf, type Binding, type Program } from './program.ts'
import type { Located } from './resolve.ts'
import { moduleRequired, specifierOf } from './specifier.ts'
import { exportedAs, exportsOf } from './symbolic/exports.ts'

const mostFiles = 30
const maxSteps = 6

/** All that stands for what an expression, or a declaration, makes, in whichever file; undefined where one cannot be found. */
export function usesAnywhere({ node, program }: Located, modules: Modules): readonly Located[] | undefined {
  const outer = program.outside(node)
  const isNamed = outer?.type === 'VariableDeclarator' && outer.id.type === 'Identifier'
  const binding = program.named(node.type === 'FunctionDeclaration' ? node.id : isNamed ? outer.id : undefined)
  if (binding) return usesOf({ binding, program, node }, modules, 0)
  const shown = exportsOf(program).filter((one) => bare(one.node) === node)
  return shown.length > 0 ? shownAs(shown, program, modules, 0) : [{ node, program }]
}

interface Named {
  readonly binding: Binding
  readonly program: Program
  /** What it stands for, where that is written there. */
  readonly node?: Node
}

function usesOf({ binding, program, node }: Named, modules: Modules, steps: number): readonly Located[] | undefined {
  if (steps > maxSteps || binding.writes.some((write) => write.type === 'AssignmentExpression' && write.left.type === 'Identifier'))
    return undefined
  const shown = exportsOf(program).filter((one) => program.named(one.node) === binding || one.node === node)
  const uses = program.usesOf(binding).filter((use) => {
    const parent = program.parentOf(use)
    const isDeclared = use === binding.node || (parent === binding.node && 'id' in parent && parent.id === use)
    return !isDeclared && !namesOnly.test(parent?.type ?? '') && shown.every((one) => one.node !== use)
  })
  const far = shownAs(shown, program, modules, steps)
  return far && [...uses.map((use) => ({ node: use, program })), ...far]
}

const namesOnly = /^(?:TSTypeQuery|(?:Import|Export)\w*Specifier)$/

type Shown = Pick<ReturnType<typeof exportsOf>[number], 'name'>

function shownAs(shown: readonly Shown[], program: Program, modules: Modules, steps: number): readonly Located[] | undefined {
  return together(shown.map(({ name }) => usesElsewhere(name, program, modules, steps + 1)))
}

function together<Found>(parts: readonly (readonly Found[] | undefined)[]): readonly Found[] | undefined {
  return parts.every((one) => one !== undefined) ? parts.flat() : undefined
}

/** What stands for what a module shows under a name, in the files that import it. */
function usesElsewhere(name: string, of: Program, modules: Modules, steps: number): readonly Located[] | undefined {
  const files = filesImporting(name, of, modules)
  if (steps > maxSteps || !files || files.length > mostFiles) return undefined
  return together(
    files.map((file) => {
      const program = modules.load?.(file)
      return program && usesIn(program, name, of, modules, steps)
    }),
  )
}

/**
 * The files that may import a module: they name what it shows, and say how its file is called, which they need not of an `index`: `from '.'`.
 * Limit: the default of an `index` is looked for where its folder is named alone.
 */
function filesImporting(name: string, { file }: Program, modules: Modules): readonly string[] | undefined {
  const [last = '', folder = ''] = file
    .replace(/\.\w+$/, '')
    .split(/[\\/]/)
    .toReversed()
  const words = (text: string): readonly string[] => text.match(/[\w$]+/g) ?? []
  const wanted = name === 'default' ? words(last === 'index' ? folder : last) : [...(last === 'index' ? [] : words(last)), name]
  const [first, ...others] = wanted.map((word) => modules.naming?.(word))
  return first?.filter((one) => one !== file && others.every((files) => files?.includes(one) === true))
}

function usesIn(program: Program, name: string, of: Program, modules: Modules, steps: number): readonly Located[] | undefined {
  const isIt = (specifier: string): boolean => modules.open(specifierOf(specifier), program)?.file === of.file
  const opensLate = program.nodesOf('ImportExpression').some(({ source }) => source.type === 'Literal' && isIt(String(source.value)))
  if (opensLate) return undefined
  const imported = program.nodesOf('ImportDeclaration').filter(({ source }) => isIt(source.value))
  const required = program.nodesOf('CallExpression').filter((call) => {
    const from = moduleRequired(call)
    return from !== undefined && isIt(from)
  })
  return together([
    ...imported.flatMap(({ specifiers }) => specifiers.map((one) => usesOfImport(one, name, program, modules, steps))),
    ...required.map((call) => usesOfRequired(call, name, program, modules, steps)),
    ...exportedAs(program)
      .filter(({ from }) => isIt(from))
      .map(({ names, all }) => {
        if (all !== undefined) return all === '*' ? usesElsewhere(name, program, modules, steps + 1) : undefined
        const shown = [...names].filter(([, own]) => own === name).map(([shownName]) => ({ name: shownName }))
        return shownAs(shown, program, modules, steps)
      }),
  ])
}

function usesOfImport(
  specifier: TSESTree.ImportClause,
  name: string,
  program: Program,
  modules: Modules,
  steps: number,
): readonly Located[] | undefined {
  const binding = program.named(specifier.local)
  if (!binding) return undefined
  const uses = (): readonly Located[] | undefined => usesOf({ binding, program }, modules, steps + 1)
  if (specifier.type === 'ImportNamespaceSpecifier') return membersOf(uses(), name)
  const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default'
  return imported === name ? uses() : []
}

/** `const { tasks } = require('./tasks')`; what a module is set to is its default. */
function usesOfRequired(
  call: TSESTree.CallExpression,
  name: string,
  program: Program,
  modules: Modules,
  steps: number,
): readonly Located[] | undefined {
  const outer = program.outside(call)
  if (outer?.type === 'VariableDeclarator' && outer.id.type === 'ObjectPattern') {
    const taken = outer.id.properties.filter((one) => one.type === 'RestElement' || propertyName(one) === name)
    return together(
      taken.map((one) => {
        const binding = one.type === 'Property' ? program.named(one.value) : undefined
        return binding && usesOf({ binding, program }, modules, steps + 1)
      }),
    )
  }
  const binding = outer?.type === 'VariableDeclarator' ? program.named(outer.id) : undefined
  const uses = binding ? usesOf({ binding, program }, modules, steps + 1) : [{ node: call, program }]
  return name === 'default' ? uses : membersOf(uses, name)
}

/** What is taken by a name out of all that a module shows; undefined where that is used otherwise. */
function membersOf(uses: readonly Located[] | undefined, name: string): readonly Located[] | undefined {
  return uses && together(uses.map((use) => memberOf(use, name)))
}

function memberOf({ node, program }: Located, name: string): readonly Located[] | undefined {
  const outer = program.outside(node)
  const taken = outer?.type === 'MemberExpression' && bare(outer.object) === node ? propertyName(outer) : undefined
  if (!outer || taken === undefined) return undefined
  return taken === name ? [{ node: outer, program }] : []
}
