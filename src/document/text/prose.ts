import { isFunction, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isClient } from './libraries.ts'

/** Where programs put texts for people, and names of things that happen to read like a statement. */

/** Functions that tell something, or name it. */
const tells =
  /^(?:it|test|describe|suite|bench|step|context|specify|expect|assert|invariant|warning|alert|confirm|prompt|toast|notify|log|logger|debug|print|require|RegExp|URL|Symbol|setAttribute|command|option|argument|description|summary|describe|usage|help|example|text|startSpan|startActiveSpan|capture|captureMessage|captureException|track|identify|invalidateQueries|t|i18n|translate|gettext|ngettext|formatMessage|msg|dispatch|use(?:Query|Mutation|InfiniteQuery|SWR))$/

/** Receivers of which no method runs SQL. */
const speakers =
  /^(?:console|log|logger|debug|winston|pino|bunyan|sentry|datadog|tracer|span|metrics|analytics|posthog|mixpanel|segment|assert|expect|chai|it|test|describe|jest|vi|sinon|i18n|intl|yargs|program|commander|cli|spinner|ora|chalk|toast|swal|window|document|localStorage|sessionStorage|queryClient|process|z|yup|joi|faker|axios|router|app|express|math|json|object|array|string|number|promise|reflect)$/i

/** Methods of collections, emitters, strings and matchers, where no database is the receiver. */
const ofOthers =
  /^(?:get|set|has|add|delete|remove|put|post|patch|head|on|once|off|emit|dispatch|publish|subscribe|includes|startsWith|endsWith|indexOf|split|replace|replaceAll|match|search|test|to[A-Z]\w*|equal|equals|deepEqual|strictEqual|deepStrictEqual|notEqual|start|succeed|fail|warn|error|info|debug|trace|log|message|label|meta)$/

const keysOfProse =
  /^(?:title|description|summary|message|msg|label|placeholder|help|hint|tooltip|error|reason|note|comment|subject|body|content|caption|heading|alt|queryKey|mutationKey|path|url|href|route|pattern|regex|example|usage)$/

/** Whether a text is told to somebody, and not run. */
export function isProse(node: Node, program: Program): boolean {
  let below = node
  for (const ancestor of program.ancestors(node)) {
    if (isFunction(ancestor) || ancestor.type === 'BlockStatement' || ancestor.type === 'VariableDeclarator') return false
    if (ancestor.type === 'Decorator' || ancestor.type === 'JSXAttribute' || ancestor.type === 'JSXExpressionContainer') return true
    if (ancestor.type === 'Property' && keysOfProse.test(propertyName(ancestor) ?? '')) return true
    if ((ancestor.type === 'CallExpression' || ancestor.type === 'NewExpression') && ancestor.callee !== below)
      return program.parentOf(ancestor)?.type === 'Decorator' || isTold(ancestor.callee)
    below = ancestor
  }
  return false
}

function isTold(callee: Node): boolean {
  const path = pathOf(callee)
  if (!path) return callee.type === 'MemberExpression' && ofOthers.test(propertyName(callee) ?? '')
  const [method, receiver] = [path.at(-1) ?? '', path.slice(0, -1)]
  if (receiver.length === 0 || tells.test(method)) return tells.test(method) || tells.test(path[0] ?? '')
  return receiver.some((name) => speakers.test(name)) || (ofOthers.test(method) && !receiver.some(isClient))
}
