import type { Range } from '../lexer.ts'

export interface Declaration {
  readonly name: string
  readonly value: Range | undefined
}

/** One WHEN of EXCEPTION. */
export interface Handler {
  /** Postgres' names of conditions, such as `duplicate_object`, or codes. */
  readonly conditions: readonly string[]
  readonly body: readonly Instruction[]
}

export interface Branch {
  readonly condition: Range
  readonly body: readonly Instruction[]
}

/** What a loop goes over: the rows of a query or the elements of an array, where it says so. */
export interface LoopHead {
  readonly range: Range
  readonly kind: 'query' | 'array' | 'other'
  readonly variables: readonly string[]
  readonly of: Range
}

/** One statement of PL/pgSQL; ranges are those of the body's text. */
export type Instruction = { readonly range: Range } & (
  | {
      readonly kind: 'block'
      readonly declarations: readonly Declaration[]
      readonly body: readonly Instruction[]
      readonly handlers: readonly Handler[]
    }
  | {
      readonly kind: 'if'
      /** What CASE compares its branches with. */
      readonly of: Range | undefined
      readonly branches: readonly Branch[]
      readonly otherwise: readonly Instruction[]
    }
  | { readonly kind: 'loop'; readonly head: LoopHead; readonly body: readonly Instruction[] }
  | { readonly kind: 'execute'; readonly text: Range; readonly into: readonly string[] }
  | { readonly kind: 'assign'; readonly variable: string | undefined; readonly value: Range }
  | { readonly kind: 'return' | 'exit' | 'call' }
  | { readonly kind: 'continue'; readonly when: Range | undefined }
  | { readonly kind: 'raise'; readonly fails: boolean }
  | {
      readonly kind: 'sql'
      readonly word: string
      readonly into: readonly string[]
      /** The INTO that is PL/pgSQL's, not the statement's. */
      readonly intoRange: Range | undefined
    }
)

/** Why a body could not be read. */
export interface Problem {
  readonly reason: string
  readonly at: Range
}

/** The lists of instructions inside an instruction. */
function listsIn(instruction: Instruction): (readonly Instruction[])[] {
  switch (instruction.kind) {
    case 'block':
      return [instruction.body, ...instruction.handlers.map((handler) => handler.body)]
    case 'if':
      return [...instruction.branches.map((branch) => branch.body), instruction.otherwise]
    case 'loop':
      return [instruction.body]
    default:
      return []
  }
}

/** The variables that instructions give a value to. */
export function assignedIn(list: readonly Instruction[]): string[] {
  return list.flatMap((instruction) => {
    const own =
      instruction.kind === 'assign'
        ? [instruction.variable ?? '']
        : instruction.kind === 'loop'
          ? instruction.head.variables
          : instruction.kind === 'sql' || instruction.kind === 'execute'
            ? instruction.into
            : []
    return [...own, ...listsIn(instruction).flatMap(assignedIn)]
  })
}

/** Whether an EXIT stands anywhere in a list. */
export function hasExit(list: readonly Instruction[]): boolean {
  return list.some((instruction) => instruction.kind === 'exit' || listsIn(instruction).some(hasExit))
}

/** The first COMMIT or ROLLBACK of a list, however deep. */
export function firstEnd(list: readonly Instruction[]): Extract<Instruction, { kind: 'sql' }> | undefined {
  for (const instruction of list) {
    const isEnd = instruction.kind === 'sql' && (instruction.word === 'commit' || instruction.word === 'rollback')
    const end = isEnd ? instruction : firstEnd(listsIn(instruction).flat())
    if (end) return end
  }
  return undefined
}
