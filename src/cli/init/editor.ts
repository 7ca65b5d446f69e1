import { parseSync, type ObjectProperty } from 'oxc-parser'
import type { Edited } from './flat-config.ts'
import { appendToList, withInsertions } from './list-edit.ts'

export const editorFile = '.vscode/settings.json'

const key = 'eslint.validate'
const ours = ['sql', 'prisma']
/** The extension looks at these by itself; a list that is there has to hold them. */
const usual = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact']

const list = `[${[...usual, ...ours].map((name) => JSON.stringify(name)).join(', ')}]`

/** What an editor has to be told, for those who write it by hand. */
export const editorSetting = `"${key}": ${list}`

export const freshEditorSettings = `{\n  ${editorSetting}\n}\n`

/** Has VS Code look at `.sql` and `.prisma` files; comments stay where they are. */
export function addToEditorSettings(text: string): Edited {
  const object = parse(text)
  if (!object) return { kind: 'not understood' }
  const { members, close, parsed } = object
  const [known, ...more] = members.filter((member) => nameOf(member) === key)
  if (more.length > 0) return { kind: 'not understood' }
  if (!known) return checked(withInsertions(parsed.text, appendToList(parsed, { members, close }, [editorSetting])))
  if (known.value.type !== 'ArrayExpression') return { kind: 'not understood' }
  const { elements, end } = known.value
  const values = elements.filter((element) => element !== null)
  const named = values.map((element) => parsed.text.slice(element.start, element.end))
  const missing = ours.map((name) => JSON.stringify(name)).filter((name) => !named.some((one) => one.includes(name)))
  if (missing.length === 0) return { kind: 'there' }
  return checked(withInsertions(parsed.text, appendToList(parsed, { members: values, close: end - 1 }, missing)))
}

function nameOf({ key: name }: ObjectProperty): unknown {
  return name.type === 'Literal' ? name.value : undefined
}

/** JSON with comments is an expression of JavaScript. */
function parse(text: string) {
  const inBrackets = `(${text}\n)`
  if (text.includes('\uFFFD')) return undefined
  const { program, errors, comments } = parseSync('settings.js', inBrackets)
  const [statement, ...more] = program.body
  if (errors.length > 0 || more.length > 0 || statement?.type !== 'ExpressionStatement') return undefined
  const value = statement.expression.type === 'ParenthesizedExpression' ? statement.expression.expression : undefined
  if (value?.type !== 'ObjectExpression') return undefined
  const members = value.properties.filter((property) => property.type === 'Property')
  if (members.length < value.properties.length || members.some((member) => typeof nameOf(member) !== 'string')) return undefined
  return { members, close: value.end - 1, parsed: { text: inBrackets, comments } }
}

/** Of what was changed between brackets. */
function checked(changed: string): Edited {
  const text = changed.slice(1, -2)
  return parse(text) ? { kind: 'changed', text } : { kind: 'not understood' }
}
