import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules, ModuleText } from '../javascript/modules.ts'
import { moduleRequired, specifierOf } from '../javascript/specifier.ts'

/** `await base()`, `return queries.base(ctx)` */
export const sending = /(?:\b(?:await|return)\s+|=>\s*|[[,]\s*)([\w$]+)(?:\??\.[\w$]+)*\(/g
/** `list({ … })`, `list(page, [{ … }])` */
export const givingObject = /(?<![\w$.])([\w$]+)(?:\??\.[\w$]+)*\((?:\s*[\w$.'"]+\s*,)*\s*(?:\[\s*)?\{/g
/** `find('orders', id)`, `find(client, 'orders')` */
export const givingName = /(?<![\w$.])([\w$]+)(?:\??\.[\w$]+)*\((?:\s*[\w$.]+\s*,)*\s*['"][\w.]+['"]\s*[,)]/g

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

/** The texts of the modules of the project of which a program calls something in such a way, and of those that they show in turn. */
export function* calledModules({ file, text, ast, modules }: Calling, calls: RegExp): Generator<ModuleText> {
  const imports = ast.body.flatMap(importsOf)
  if (imports.length === 0) return
  const called = new Set(Array.from(text.matchAll(calls), ([, name]) => name))
  for (const { from, names } of imports) {
    const module = names.some((name) => called.has(name)) ? modules.look?.(specifierOf(from), file) : undefined
    if (!module) continue
    yield module
    for (const [, shown = ''] of module.text.matchAll(showing)) {
      const behind = modules.look?.(specifierOf(shown), module.path)
      if (behind) yield behind
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
