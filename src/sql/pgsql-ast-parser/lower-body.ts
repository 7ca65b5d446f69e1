import type { CreateFunctionStatement } from 'pgsql-ast-parser'
import type { FunctionBody, TypeReference } from '../../catalog/change.ts'
import { queryInBody, type ParseInner } from '../function-body.ts'
import { plainText } from '../host-text.ts'
import { identifierText } from '../identifier.ts'
import { tokenize } from '../lexer.ts'
import { stringBody } from '../string-body.ts'
import type { AstText } from './ast-text.ts'
import { lowerTerm } from './lower-term.ts'
import { lowerType } from './lower-type.ts'

/** What a function gives that does nothing but ask one query. */
export function lowerBody(node: CreateFunctionStatement, text: AstText, parse: ParseInner): FunctionBody | undefined {
  const code = codeIn(text.slice(text.whole))
  const query = code === undefined ? undefined : queryInBody(node.language?.name.toLowerCase(), code, parse)
  if (!query) return undefined
  const { returns } = node
  const columns = returns?.kind === 'table' ? returns.columns : []
  const shown = [...node.arguments.filter(({ mode }) => mode === 'out' || mode === 'inout'), ...columns]
  return {
    parameters: node.arguments
      .filter(({ mode }) => mode !== 'out')
      .map((one) => ({ name: one.name?.name, default: one.default ? lowerTerm(one.default, text) : undefined })),
    query,
    givesAll: returns?.kind === 'table',
    columns: shown.map(({ name }) => name?.name ?? ''),
    returns: returnedType(returns, text),
  }
}

/** What stands behind AS: the package gets a text in which the strings between dollars are blank. */
function codeIn(text: string): string | undefined {
  const tokens = tokenize(text).filter(({ kind }) => kind !== 'comment')
  const code = tokens.find(({ kind }, i) => {
    const before = tokens[i - 1]
    return (kind === 'dollar' || kind === 'string') && before !== undefined && identifierText(text, before) === 'as'
  })
  return code && stringBody(plainText(text), code)?.text
}

/** A table of one column is of that column's type. */
function returnedType(returns: CreateFunctionStatement['returns'], text: AstText): TypeReference {
  if (!returns) return { ...record, name: 'unknown' }
  if (returns.kind !== 'table') return lowerType(returns, text)
  const [only, ...others] = returns.columns
  return only && others.length === 0 ? lowerType(only.type, text) : record
}

const record: TypeReference = { schema: undefined, name: 'record', modifiers: [], array: false }
