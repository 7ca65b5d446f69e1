import type { Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { runBy, type Handed, type SqlNames } from './libraries.ts'
import { ownRun } from './own-runs.ts'

/** Whether the text that a call runs is run by others as well, with other values. */
export function runsAgain(asked: Node, program: Program, names: SqlNames): boolean {
  const run = runAt(asked, program, names)
  const text = run && textOf(run, program)
  const others = text ? program.usesOf(text).filter((use) => use !== text.node && program.parentOf(use) !== text.node) : []
  if (!run || others.length < 2) return false
  const values = valuesOf(run, program)
  return !others.every((use) => {
    const other = [...program.ancestors(use)].find((around) => around.type === 'CallExpression')
    const again = other && runAt(other, program, names)
    return again !== undefined && textOf(again, program) === text && valuesOf(again, program) === values
  })
}

interface RunOf extends Handed {
  readonly text: Node | undefined
}

function runAt(asked: Node, program: Program, names: SqlNames): RunOf | undefined {
  if (asked.type !== 'CallExpression') return undefined
  const own = ownRun(asked, program, names)
  return own ? { ...own, text: own.given[0] } : runBy(asked, names)
}

function textOf({ text }: RunOf, program: Program): Binding | undefined {
  return program.named(text)
}

/** The values as they are written: by their names it is told later what was asked for. */
function valuesOf({ given: [text, ...values] }: RunOf, program: Program): string {
  const all = text?.type === 'ObjectExpression' ? [text, ...values] : values
  return all.map(({ range }) => program.text.slice(...range)).join()
}
