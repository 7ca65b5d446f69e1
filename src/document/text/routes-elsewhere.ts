import { onceFor } from '../../catalog/once-for.ts'
import { functionNamed, methodOfClass, type LocatedFunction } from '../../javascript/called.ts'
import { isSame, type LocatedCall } from '../../javascript/calls-anywhere.ts'
import type { Modules } from '../../javascript/modules.ts'
import { inAllNaming, nameAround, usesOfName } from '../../javascript/named-anywhere.ts'
import { bare, isClass, pathOf, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import { importOf, type Program } from '../../javascript/program.ts'
import { resolve, type Located } from '../../javascript/resolve.ts'
import { routeOf } from './route-calls.ts'
import { standsFor } from './routers.ts'

/** The routes that a function is the last handler of: the one around it, or all that are given it by its name, in whichever file; none where anybody else gets hold of it. */
export function routesTo(handler: FunctionNode, program: Program, modules: Modules): readonly LocatedCall[] {
  const around = routeOf(handler, program)
  return around ? [{ call: around, program }] : routesNaming(modules)(handler, program)
}

const routesNaming = onceFor((modules: Modules) =>
  onceFor((handler: FunctionNode, program: Program): readonly LocatedCall[] => {
    const whole = wrapped(handler, program)
    const name = nameFor(whole, program)
    if (name === undefined) return []
    return inAllNaming([name], program, modules, (home) => routesIn(home, name, { node: whole, program }, handler, modules))
  }),
)

/** A handler with what wraps it where it is written: `asyncHandler(async (req, res) => …)`. */
function wrapped(handler: FunctionNode, program: Program): Node {
  const outer = program.outside(handler)
  return outer?.type === 'CallExpression' && bare(outer.callee) !== handler ? outer : handler
}

/** How others name a function, or what it is wrapped in; what a module gives as such may be named by anything. */
function nameFor(whole: Node, program: Program): string | undefined {
  const isDefault = whole.type === 'FunctionDeclaration' && program.parentOf(whole)?.type === 'ExportDefaultDeclaration'
  return isDefault ? undefined : nameAround(whole, program)
}

/** The routes of a program that are given a handler by its name; nothing where it may be given to anybody else. */
function routesIn(
  home: Program,
  name: string,
  whole: Located,
  handler: FunctionNode,
  modules: Modules,
): readonly LocatedCall[] | undefined {
  const uses = usesOfName(name, home)
  if (!uses) return undefined
  const routes: LocatedCall[] = []
  for (const use of uses) {
    if (isShownBy(use, name, home)) continue
    const named = standsFor({ node: use, program: home }, modules)
    const called = functionNamed(use, home, modules) ?? methodNamed(use, home, modules)
    const isIt = isSame(named, whole) || (called !== undefined && isSame(called, { node: handler, program: whole.program }))
    const route = routeGiven(use, home)
    const mayBe = !called && named.node === bare(use) && route !== undefined
    if (isIt && route) routes.push({ call: route, program: home })
    else if (isIt || mayBe) return undefined
  }
  return routes
}

/** `tasks.list` of `const tasks = new Tasks()`, which is handed to the route, here or in another file. */
function methodNamed(use: Node, home: Program, modules: Modules): LocatedFunction | undefined {
  const object = use.type === 'MemberExpression' ? home.named(use.object) : undefined
  const imported = object && importOf(object, home)
  const module = imported ? modules.open(imported.from, home) : home
  const { kind, init } = (imported ? module?.exported(imported.name) : object) ?? {}
  const making = kind === 'const' && init ? bare(init) : undefined
  const name = use.type === 'MemberExpression' ? propertyName(use) : undefined
  if (!module || name === undefined || making?.type !== 'NewExpression') return undefined
  const made = resolve({ node: making.callee, program: module }, modules)
  return isClass(made.node) ? methodOfClass({ node: made.node, program: made.program }, name, modules) : undefined
}

/** `export default { list }`, `module.exports = { list }` */
function isShownBy(use: Node, name: string, home: Program): boolean {
  const property = home.outside(use)
  const object = property?.type === 'Property' && propertyName(property) === name ? home.parentOf(property) : undefined
  const shown = object?.type === 'ObjectExpression' ? home.outside(object) : undefined
  if (shown?.type === 'ExportDefaultDeclaration') return true
  return shown?.type === 'AssignmentExpression' && pathOf(shown.left)?.join('.') === 'module.exports'
}

/** The route of which something is the last handler, itself, in what wraps it, or as `orders.list.bind(orders)`. */
function routeGiven(use: Node, home: Program): LocatedCall['call'] | undefined {
  const outer = home.outside(use)
  if (outer?.type === 'MemberExpression') {
    const bound = propertyName(outer) === 'bind' ? home.outside(outer) : undefined
    return bound?.type === 'CallExpression' && bare(bound.callee) === outer ? routeGiven(bound, home) : undefined
  }
  return outer?.type === 'CallExpression' && bare(outer.callee) === use ? undefined : routeOf(use, home)
}
