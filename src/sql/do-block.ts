import type { Change } from '../catalog/change.ts'
import type { Parsed, SqlEngine, Statement } from './engine.ts'
import { plainText, type HostText } from './host-text.ts'
import { identifierText, stringText } from './identifier.ts'
import { nextToken, type Range, type Token } from './lexer.ts'
import { readBody } from './plpgsql/body-reader.ts'
import { ChangeReader } from './plpgsql/change-reader.ts'
import { firstEnd, type Instruction } from './plpgsql/instruction.ts'
import { stringBody } from './string-body.ts'

/** EXECUTE may run a DO of its own. */
const maxDepth = 5

/** Parses a text that stands inside so many DO blocks. */
export interface NestedEngine {
  parse(text: string, depth: number): Parsed<readonly Statement[]>
}

/** What a DO statement does to the schema. It stands at `range` of the text, whose offsets the changes have. */
export function readDoBlock(text: string, range: Range, nested: NestedEngine, depth = 0): Change[] {
  const { code, language } = partsOf(text, range)
  if (!code) return []
  if (depth >= maxDepth) return [unread('blocks inside blocks are not read any deeper', range)]
  if (language !== 'plpgsql') return [unread(`the block is written in ${language}, which is not read`, range)]
  const body = stringBody(plainText(text), code)
  if (!body) return [unread('the block is written in a kind of string that is not read', range)]
  try {
    return changesOf(body, range, { parse: (inner) => nested.parse(inner, depth + 1) })
  } catch (error) {
    if (error instanceof RangeError) return [unread('the block is nested too deeply', range)]
    throw error
  }
}

function changesOf(body: HostText, range: Range, engine: Pick<SqlEngine, 'parse'>): Change[] {
  const block = readBody(body.text)
  if ('kind' in block) return [...endsTransaction(body, block), ...new ChangeReader(body, engine).read(block)]
  const at = body.hostRange(block.at)
  return [unread(`Postgres would refuse it: ${block.reason}`, at[1] > at[0] ? at : range)]
}

/** Postgres refuses a block that ends transactions where it runs in one of others. */
function endsTransaction(body: HostText, block: Instruction): Change[] {
  const end = firstEnd([block])
  return end ? [{ kind: 'apart', verb: `${end.word.toUpperCase()} in a DO block`, range: body.hostRange(end.range) }] : []
}

function unread(reason: string, range: Range): Change {
  return { kind: 'unread', reason, range }
}

/** `DO [LANGUAGE name] code`, in either order. */
function partsOf(text: string, [start, end]: Range): { code: Token | undefined; language: string } {
  let code: Token | undefined
  let language = 'plpgsql'
  let isLanguage = false
  for (let token = nextToken(text, start); token && token.start < end; token = nextToken(text, token.end)) {
    if (token.kind === 'comment') continue
    const word = identifierText(text, token)
    if (isLanguage) language = word ?? stringText(text, token) ?? language
    else if (token.kind === 'string' || token.kind === 'dollar') code = token
    isLanguage = !isLanguage && word === 'language' && token.kind === 'word'
  }
  return { code, language }
}
