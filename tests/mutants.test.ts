import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { plant } from '../scripts/mutants/plant.ts'
import { stage } from '../scripts/mutants/stage.ts'

type Answer = (given: unknown) => unknown

async function answerOf(text: string): Promise<Answer> {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext }
  const { outputText } = ts.transpileModule(text, { compilerOptions })
  const module = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as { answer: Answer }
  return module.answer
}

const samples: readonly (readonly [shows: string, text: string, given: readonly unknown[]])[] = [
  [
    'an else behind a statement without braces',
    `export function answer(n: number): string {
      let told = 'none'
      if (n > 0) if (n > 5) told = 'many'
      else told = 'few'
      if (n < 0) told = 'less'
      else if (n === 7) told = 'seven'
      else if (n > 100) throw new Error()
      return told
    }`,
    [-1, 0, 3, 5, 7, 9],
  ],
  [
    'a chain that ends early',
    'export const answer = (given?: { list?: number[] }) => given?.list?.filter((n) => n > 1).some((n) => n === 2) ?? "none"',
    [undefined, {}, { list: [] }, { list: [1] }, { list: [2, 3] }],
  ],
  [
    'cases that share what they do',
    `export function answer(kind: string): number {
      switch (kind) {
        case 'a':
        case 'b': {
          const n = 1
          return n
        }
        case 'c':
          break
        default:
          return 4
      }
      return 2
    }`,
    ['a', 'b', 'c', 'd'],
  ],
  [
    'lists that are taken apart, and properties with numbers for names',
    `export function answer([first, , third = 3]: number[]): unknown {
      let [a, b] = [first, third];
      [a, b] = [b, a]
      return { 1: a, two: [...(b ? [b] : []), 2] }
    }`,
    [[], [1], [1, 2, 4]],
  ],
  [
    'classes, generators and constants',
    `const known = new Set(['a', 'b'])
    class One { readonly #n: number; constructor(n: number) { this.#n = n } get isKnown(): boolean { return known.has(String(this.#n)) || this.#n > 1 } }
    class Two extends One { constructor() { super(2) } }
    function* each(n: number): Generator<boolean> { yield new One(n).isKnown; yield* [known.has('a'), new Two().isKnown] }
    export const answer = (n: number) => [...each(n)]`,
    [0, 1, 2],
  ],
]

describe('a module with its mutants', () => {
  it.each(samples)('does what it did while none is on: %s', async (_, text, given) => {
    const [before, planted] = [await answerOf(text), await answerOf(plant('sample.ts', text, 0).text)]
    expect(given.map((one) => planted(one))).toEqual(given.map((one) => before(one)))
  })

  it('does something else while one is on', async () => {
    const text = `export function answer(age: number): boolean {
      return age >= 18 && age < 65
    }`
    const { text: planted, mutants } = plant('sample.ts', text, 0)
    const answer = await answerOf(planted)
    const answersWith = (id: number): unknown[] => {
      stage.begin('live', id)
      return [17, 18, 64].map((age) => answer(age))
    }
    const living = mutants.filter((_, id) => answersWith(id).join() === 'false,true,true')
    stage.begin('off')
    expect(living).toEqual([
      { file: 'sample.ts', line: 2, what: 'one side', from: 'age >= 18 && age < 65', to: 'age >= 18' },
      { file: 'sample.ts', line: 2, what: 'number', from: '65', to: '66' },
      { file: 'sample.ts', line: 2, what: 'operator', from: 'age < 65', to: 'age <= 65' },
    ])
  })
})

describe('npm run mutants', () => {
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(?:VITEST|VITE_|NODE_ENV$|TEST$|DEV$|PROD$|MODE$)/.test(key)),
  )
  const run = (...given: string[]): Promise<{ stdout: string }> =>
    promisify(execFile)('npx', ['tsx', 'scripts/mutants.ts', ...given], { cwd, env })

  it('tells which mutants of a module its tests find', async () => {
    const { stdout } = await run('src/proofs/tenant/implies.ts', 'tests/proofs/tenant/reports.test.ts')
    expect(stdout).toMatch(/^[1-9]\d* \/ \d+ \/ \d+ {2}src\/proofs\/tenant\/implies\.ts$/m)
  })

  it('wants modules and tests', async () => {
    await expect(run('src/query')).rejects.toThrow('Say which modules')
  })
})
