import { parseSync, type Argument, type Expression, type Program, type Span } from 'oxc-parser'
import { lookup } from '../../catalog/lookup.ts'
import type { GivenSettings } from '../../settings/settings.ts'
import { configEntries, pluginName, type Style } from './entry.ts'
import { appendToList, withInsertions, type Insertion, type ParsedText } from './list-edit.ts'

/** What becomes of a configuration: it has the plugin, gets it, or is of no shape that can be added to safely. */
export type Edited =
  | { readonly kind: 'there' }
  | { readonly kind: 'changed'; readonly text: string }
  /** Where all that is exported is what another module shows, under which name. */
  | { readonly kind: 'not understood'; readonly passesOn?: string | undefined }
  | { readonly kind: 'broken'; readonly reason: string }
  /** Nothing is exported yet. */
  | { readonly kind: 'empty' }

interface List {
  readonly members: readonly (Span | null)[]
  readonly close: number
  /** What has to stand before configurations, and does not yet. */
  readonly lead?: readonly string[]
  /** Where a list has to begin that is none yet. */
  readonly open?: number
}

/** Adds the plugin at the end of what a flat configuration exports. */
export function addToFlatConfig(file: string, text: string, settings: GivenSettings): Edited {
  const parsed = parse(file, text)
  if (typeof parsed === 'string') return { kind: 'broken', reason: parsed }
  const { program } = parsed
  if (importsPlugin(program)) return { kind: 'there' }
  if (program.body.length === 0) return { kind: 'empty' }
  const list = exportedList(program)
  if (!list) return { kind: 'not understood', passesOn: passedOn(program) }
  const binding = ['tenancy', 'tenancyPlugin', 'eslintPluginTenancy'].find((name) => !new RegExp(String.raw`\b${name}\b`).test(text))
  if (binding === undefined || list.members.includes(null)) return { kind: 'not understood' }
  const style = styleOf(program, text)
  const members = list.members.filter((member) => member !== null)
  const entries = [...(list.lead ?? []), ...configEntries(settings, style, binding)]
  const { open, close } = list
  const brackets = open === undefined ? [[], []] : [[{ at: open, text: '[' }], [{ at: close, text: ']' }]]
  const [before = [], behind = []] = brackets
  const added = [loadingOf(parsed, binding, style), ...before, ...appendToList(parsed, { close, members }, entries), ...behind]
  const changed = withInsertions(text, added)
  return holds(file, changed, list.members.length + entries.length) ? { kind: 'changed', text: changed } : { kind: 'not understood' }
}

interface Parsed extends ParsedText {
  readonly program: Program
}

/** Or why it cannot be parsed. */
function parse(file: string, text: string): Parsed | string {
  if (text.includes('\uFFFD')) return 'is no text in UTF-8'
  const { program, errors, comments } = parseSync(file, text, /\.[cm]?ts$/.test(file) ? {} : { sourceType: 'unambiguous' })
  const [error] = errors
  if (!error) return { program, comments, text }
  const start = error.labels[0]?.start ?? 0
  return `cannot be parsed at line ${text.slice(0, start).split('\n').length} (${error.message})`
}

/** What was written has to be what was meant. */
function holds(file: string, text: string, length: number): boolean {
  const parsed = parse(file, text)
  if (typeof parsed === 'string') return false
  return importsPlugin(parsed.program) && exportedList(parsed.program)?.members.length === length
}

function importsPlugin({ body }: Program): boolean {
  return body.some((statement) => {
    if (statement.type === 'ImportDeclaration') return statement.source.value === pluginName
    if (statement.type !== 'VariableDeclaration') return false
    return statement.declarations.some(({ init }) => init && requiredBy(init) === pluginName)
  })
}

function requiredBy(value: Expression): string | undefined {
  if (value.type === 'MemberExpression') return requiredBy(value.object)
  if (value.type !== 'CallExpression' || value.callee.type !== 'Identifier' || value.callee.name !== 'require') return undefined
  const [name] = value.arguments
  return name?.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined
}

function exportedList(program: Program): List | undefined {
  const exported = exportedIn(program)
  return exported && listIn(valueOf(exported, program), program)
}

function passedOn(program: Program): string | undefined {
  const exported = exportedIn(program)
  const value = exported && bare(exported)
  return value?.type === 'Identifier' && originOf(value.name, program) ? value.name : undefined
}

function exportedIn(program: Program): Expression | undefined {
  const [exported, ...more] = program.body.flatMap((statement): Expression[] => {
    if (statement.type === 'ExportDefaultDeclaration') return isDeclaration(statement.declaration) ? [] : [statement.declaration]
    if (statement.type === 'TSExportAssignment') return [statement.expression]
    const assigned = statement.type === 'ExpressionStatement' ? bare(statement.expression) : undefined
    return assigned?.type === 'AssignmentExpression' && isModuleExports(assigned.left) ? [assigned.right] : []
  })
  return more.length === 0 ? exported : undefined
}

type DefaultExport = Extract<Program['body'][number], { type: 'ExportDefaultDeclaration' }>['declaration']

function isDeclaration(exported: DefaultExport): exported is Exclude<DefaultExport, Expression> {
  return /^TSInterface|Declaration$/.test(exported.type)
}

function isModuleExports(target: Extract<Expression, { type: 'AssignmentExpression' }>['left']): boolean {
  if (target.type !== 'MemberExpression' || target.computed || target.object.type !== 'Identifier') return false
  return target.object.name === 'module' && target.property.type === 'Identifier' && target.property.name === 'exports'
}

/** An expression without parentheses and types around it. */
function bare(value: Expression): Expression {
  const isWrapped =
    value.type === 'ParenthesizedExpression' ||
    value.type === 'TSAsExpression' ||
    value.type === 'TSSatisfiesExpression' ||
    value.type === 'TSNonNullExpression'
  return isWrapped ? bare(value.expression) : value
}

/** What a constant holds where it is one that is exported. */
function valueOf(exported: Expression, { body }: Program): Expression {
  const value = bare(exported)
  if (value.type !== 'Identifier') return value
  const held = body.flatMap((statement) => {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') return []
    return statement.declarations.flatMap(({ id, init }) => (id.type === 'Identifier' && id.name === value.name && init ? [init] : []))
  })
  return held[0] ? bare(held[0]) : value
}

/** An array, a lone configuration, or what a call that is known takes as one: its arguments, or an array that is the only one of them. */
function listIn(value: Expression, program: Program): List | undefined {
  if (value.type === 'ObjectExpression') return { members: [value], open: value.start, close: value.end }
  if (value.type === 'ArrayExpression') return { members: value.elements, close: value.end - 1 }
  if (value.type !== 'CallExpression') return undefined
  const wrapper = wrapperOf(value, program)
  if (wrapper)
    return { members: value.arguments, close: value.end - 1, lead: wrapper.hasOptions && value.arguments.length === 0 ? ['{}'] : [] }
  if (!takesConfigs(value.callee, program)) return undefined
  const [only, ...more] = value.arguments
  const array = only && more.length === 0 ? arrayOf(only) : undefined
  return array ?? { members: value.arguments, close: value.end - 1 }
}

function arrayOf(argument: Argument): List | undefined {
  const value = argument.type === 'SpreadElement' ? undefined : bare(argument)
  return value?.type === 'ArrayExpression' ? { members: value.elements, close: value.end - 1 } : undefined
}

/** By module: its functions that take configurations one behind the other, or in an array. */
const takers: Readonly<Record<string, string>> = lookup({
  'eslint/config': 'defineConfig',
  '@eslint/config-helpers': 'defineConfig',
  'typescript-eslint': 'config',
})

interface Wrapper {
  readonly module: RegExp
  readonly names: readonly string[]
  readonly hasOptions: boolean
}

/** By module: what it exports takes configurations one behind the other, some of them behind options of its own, and so does `append` of what it gives. */
const wrappers: readonly Wrapper[] = [
  { module: /^@antfu\/eslint-config$/, names: ['default', 'antfu'], hasOptions: true },
  { module: /(?:^|\/)\.nuxt\/eslint\.config(?:\.mjs)?$/, names: ['default', 'withNuxt'], hasOptions: false },
]

function wrapperOf(call: Expression, program: Program): Pick<Wrapper, 'hasOptions'> | undefined {
  if (call.type !== 'CallExpression') return undefined
  const { callee } = call
  if (callee.type === 'MemberExpression') {
    const isAppended = callee.property.type === 'Identifier' && callee.property.name === 'append' && wrapperOf(callee.object, program)
    return isAppended ? { hasOptions: false } : undefined
  }
  const { module = '', name = '' } = (callee.type === 'Identifier' ? originOf(callee.name, program) : undefined) ?? {}
  return wrappers.find((one) => one.module.test(module) && one.names.includes(name))
}

function takesConfigs(callee: Expression, program: Program): boolean {
  if (callee.type === 'Identifier') {
    const { module, name } = originOf(callee.name, program) ?? {}
    return module !== undefined && takers[module] === name
  }
  if (callee.type !== 'MemberExpression' || callee.computed) return false
  const { object, property } = callee
  if (object.type !== 'Identifier' || property.type !== 'Identifier') return false
  const { module, name } = originOf(object.name, program) ?? {}
  return module !== undefined && takers[module] === property.name && (name === 'default' || name === '*')
}

interface Origin {
  readonly module: string
  readonly name: string
}

/** Where a name at the top of a module comes from. */
function originOf(local: string, { body }: Program): Origin | undefined {
  for (const statement of body) {
    if (statement.type === 'ImportDeclaration') {
      const specifier = statement.specifiers.find((one) => one.local.name === local)
      if (specifier) return { module: statement.source.value, name: importedName(specifier) }
    } else if (statement.type === 'VariableDeclaration') {
      for (const { id, init } of statement.declarations) {
        const module = init ? requiredBy(init) : undefined
        if (module === undefined) continue
        if (id.type === 'Identifier' && id.name === local) return { module, name: '*' }
        const isTaken =
          id.type === 'ObjectPattern' &&
          id.properties.some(({ type, value }) => type === 'Property' && value.type === 'Identifier' && value.name === local)
        // A name that is taken out of a module under another one is none that is known.
        if (isTaken) return { module, name: local }
      }
    }
  }
  return undefined
}

type Specifier = Extract<Program['body'][number], { type: 'ImportDeclaration' }>['specifiers'][number]

function importedName(specifier: Specifier): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  return specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name
}

function styleOf({ body }: Program, text: string): Style {
  const first = body[0]
  const quotes = (mark: string): number => text.split(mark).length
  return { quote: quotes('"') > quotes("'") ? '"' : "'", semicolon: first && text[first.end - 1] === ';' ? ';' : '' }
}

/** The import or require of the plugin, behind the others of the file. */
function loadingOf({ program, text, comments }: Parsed, binding: string, { quote, semicolon }: Style): Insertion {
  const { body } = program
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const isModule = body.some(({ type }) => type === 'ImportDeclaration' || type === 'ExportDefaultDeclaration')
  const name = quote + pluginName + quote
  const loading = (isModule ? `import ${binding} from ${name}` : `const ${binding} = require(${name})`) + semicolon
  const last = body.findLast((statement) => statement.type === 'ImportDeclaration' || (!isModule && isRequire(statement)))
  if (!last) {
    const first = body.find((statement) => !('directive' in statement))?.start ?? 0
    // A comment that says the type of what follows stays with it.
    const told = comments.find(({ end, value }) => end <= first && value.startsWith('*') && text.slice(end, first).trim() === '')
    return { at: told?.start ?? first, text: `${loading}${newline}${newline}` }
  }
  const end = text.indexOf('\n', last.end)
  return { at: end < 0 ? last.end : end + 1, text: end < 0 ? `${newline}${loading}` : `${loading}${newline}` }
}

function isRequire(statement: Program['body'][number]): boolean {
  return statement.type === 'VariableDeclaration' && statement.declarations.some(({ init }) => init && requiredBy(init) !== undefined)
}
