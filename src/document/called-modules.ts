import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules, ModuleText } from '../javascript/modules.ts'
import { moduleRequired, specifierOf } from '../javascript/specifier.ts'

/** `await base()`, `return queries.base(ctx)`, `const query = base()` */
export const sending = /(?:\b(?:await|return)\s+|=>?\s*|[[,]\s*)([\w$]+)(?:\??\.[\w$]+)*\(/g
/** `list({ … })`, `list(page, [{ … }])`, and what is given the name of something, which is told apart: `find('orders', id)`, `find(client, 'orders')` */
export const giving = /(?<![\w$.])([\w$]+)(?:\??\.[\w$]+)*\((?:\s*[\w$.'"]+\s*,)*\s*(?:(?:\[\s*)?\{|['"]([\w.]+)['"]\s*[,)])/g

interface Imported {
  readonly from: string
  readonly names: readonly string[]
}

interface Calling {
  readonly file: string
  readonly text: string
  readonly ast: TSESTree.Program
  readonly modules: Modules
}

/** A module of which something is called. */
export interface CalledModule {
  readonly module: ModuleText
  /** That is given no more than names. */
  readonly isGivenNames: boolean
}

/** The modules of the project of which a program calls something in such a way, and those that they show in turn. */
export function* calledModules({ file, text, ast, modules }: Calling, calls: RegExp): Generator<CalledModule> {
  const imports = ast.body.flatMap(importsOf)
  if (imports.length === 0) return
  const called = new Map<string, boolean>()
  for (const [, name = '', given] of text.matchAll(calls)) called.set(name, (called.get(name) ?? true) && given !== undefined)
  for (const { from, names } of imports) {
    const those = names.filter((name) => called.has(name))
    const module = those.length > 0 ? modules.look?.(specifierOf(from), file) : undefined
    if (!module) continue
    const isGivenNames = those.every((name) => called.get(name))
    yield { module, isGivenNames }
    for (const [, shown = ''] of module.text.matchAll(showing)) {
      const behind = modules.look?.(specifierOf(shown), module.path)
      if (behind) yield { module: behind, isGivenNames }
    }
  }
}

/** `export * from './orders'` */
const showing = /\bexport\s*(?:\*(?:\s*as\s+\w+)?|\{[^{}]*\})\s*from\s*['"]([^'"]+)['"]/g

function importsOf(statement: TSESTree.ProgramStatement): readonly Imported[] {
  if (statement.type === 'ImportDeclaration')
    return statement.importKind === 'type'
      ? []
      : [{ from: statement.source.value, names: statement.specifiers.map(({ local }) => local.name) }]
  if (statement.type !== 'VariableDeclaration') return []
  return statement.declarations.flatMap(({ id, init }) => {
    const from = moduleRequired(init ?? undefined)
    return from === undefined ? [] : [{ from, names: namesIn(id) }]
  })
}

function namesIn(pattern: TSESTree.BindingName): readonly string[] {
  if (pattern.type === 'Identifier') return [pattern.name]
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.flatMap(({ value }) => (value?.type === 'Identifier' ? [value.name] : []))
}
