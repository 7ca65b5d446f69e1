import { TextSourceCodeBase } from '@eslint/plugin-kit'

/**
 * Rules of other plugins that were switched on for all files run on ours too, and ask our SourceCode for what only
 * one of JavaScript has. They get answers that make them find nothing, instead of an exception that ends the run.
 */

/** Whatever is asked of it, it answers with itself. */
const nothing: unknown = new Proxy(() => {}, {
  get(_, key) {
    if (key === Symbol.toPrimitive) return () => ''
    if (key === Symbol.iterator) return () => [][Symbol.iterator]()
    return key === 'then' ? undefined : nothing
  },
  apply: () => nothing,
  construct: () => nothing as object,
})

function emptyScope(): object {
  const scope = {
    type: 'global',
    block: { type: 'Program', body: [], comments: [], tokens: [], range: [0, 0] },
    set: new Map(),
    variables: [],
    references: [],
    through: [],
    childScopes: [],
    upper: null,
    isStrict: true,
    implicit: { variables: [], set: new Map(), left: [] },
  }
  return Object.assign(scope, { variableScope: scope })
}

const scope = emptyScope()

const lists = [
  'getAllComments',
  'getTokens',
  'getCommentsBefore',
  'getCommentsAfter',
  'getCommentsInside',
  'getTokensBefore',
  'getTokensAfter',
  'getTokensBetween',
  'getFirstTokens',
  'getFirstTokensBetween',
  'getLastTokens',
  'getLastTokensBetween',
  'getDeclaredVariables',
]
const nodes = [
  'getTokenBefore',
  'getTokenAfter',
  'getFirstToken',
  'getFirstTokenBetween',
  'getLastToken',
  'getLastTokenBetween',
  'getTokenByRangeStart',
  'getTokenOrCommentBefore',
  'getTokenOrCommentAfter',
  'getNodeByRangeIndex',
  'getJSDocComment',
]
const questions = ['isGlobalReference', 'commentsExistBetween', 'isSpaceBetween', 'isSpaceBetweenTokens', 'markVariableAsUsed']

/** A SourceCode on which other plugins' rules find nothing. */
export class CourteousSourceCode<Root extends object> extends TextSourceCodeBase<{
  RootNode: Root
  LangOptions: Record<string, unknown>
  SyntaxElementWithLoc: object
  ConfigNode: object
}> {
  readonly scopeManager = { scopes: [scope], globalScope: scope, acquire: () => scope, getDeclaredVariables: () => [] }
  readonly tokensAndComments: readonly object[] = []
  readonly hasBOM = false
  readonly visitorKeys = {}
  readonly parserServices = {
    program: nothing,
    esTreeNodeToTSNodeMap: new WeakMap(),
    tsNodeToESTreeNodeMap: new WeakMap(),
    getTypeAtLocation: () => nothing,
    getSymbolAtLocation: () => nothing,
  }

  getScope(): object {
    return scope
  }

  static {
    const answer = (names: readonly string[], give: () => unknown): void => {
      for (const name of names)
        Object.defineProperty(CourteousSourceCode.prototype, name, { value: give, writable: true, configurable: true })
    }
    answer(lists, () => [])
    answer(nodes, () => null)
    answer(questions, () => false)
  }
}

/** Defaults that other plugins' rules read without looking. */
export const courteousLanguageOptions = {
  ecmaVersion: 2024,
  sourceType: 'module',
  parserOptions: { ecmaFeatures: {} },
  globals: {},
}
