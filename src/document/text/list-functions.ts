import type { TSESTree } from '@typescript-eslint/utils'
import { pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

/** Functions of libraries that give nothing but what is in the list that they are given, some of it, all of it, or all of it in parts. */
const keeps =
  /^(?:uniq|unique|dedupe|compact|chunk|chunked|uniqBy|uniqueBy|sortBy|orderBy|sort|take|drop|shuffle|sampleSize|reject|filter)$/
/** Those that give each thing of a list to a function. */
const goesThrough = /^(?:map|flatMap|forEach|each|filter|pMap|pEach|pFilter|mapSeries|eachSeries|mapLimit|eachLimit)$/

/** The list of which a function gives some: `uniq(ids)`, `_.chunk(rows, 100)`. */
export function listKept(call: TSESTree.CallExpression, program: Program): Node | undefined {
  return isImported(call, keeps, program) ? plain(call.arguments[0]) : undefined
}

/** The list that a function goes through with a callback: `pMap(rows, (row) => …)`. */
export function listGiven(call: TSESTree.CallExpression, callback: Node, program: Program): Node | undefined {
  const isBehind = call.arguments.some((one, i) => i > 0 && one === callback)
  return isBehind && isImported(call, goesThrough, program) ? plain(call.arguments[0]) : undefined
}

function plain(given: TSESTree.CallExpressionArgument | undefined): Node | undefined {
  return given?.type === 'SpreadElement' ? undefined : given
}

/** Whether a function is called that another module gave, by itself or under the name of the module. */
function isImported(call: TSESTree.CallExpression, named: RegExp, program: Program): boolean {
  const path = pathOf(call.callee)
  const [root = '', ...rest] = path ?? []
  if (!path || rest.length > 1 || !named.test(path.at(-1) ?? '')) return false
  return program.bindingOf(root, call)?.kind === 'import'
}
