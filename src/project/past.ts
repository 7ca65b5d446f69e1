import type { Catalog } from '../catalog/catalog.ts'
import { Fold, type Step } from '../catalog/fold.ts'
import { onceFor } from '../catalog/once-for.ts'
import { readLater } from '../catalog/read-state.ts'

interface FileSteps {
  /** How many steps come before those of the file. */
  readonly before: number
  readonly own: Step[]
}

const none: FileSteps = { before: 0, own: [] }

const byFile = onceFor((steps: readonly Step[]) => {
  const files = new Map<string, FileSteps>()
  for (const [before, step] of steps.entries()) {
    const known = files.get(step.file)
    if (known) known.own.push(step)
    else files.set(step.file, { before, own: [step] })
  }
  return files
})

/** What a file of steps does. */
export function stepsIn(file: string, steps: readonly Step[]): readonly Step[] {
  return (byFile(steps).get(file) ?? none).own
}

/** What was there before each file was run: a fold that goes along with the file that is looked at. */
export class Past {
  readonly #fold = new Fold()
  #last: { readonly steps: readonly Step[]; readonly count: number; readonly catalog: Catalog } | undefined

  /** What the steps before those of a file add up to. */
  before(file: string, steps: readonly Step[]): Catalog {
    const { before: count } = byFile(steps).get(file) ?? none
    if (this.#last?.steps !== steps || this.#last.count !== count) this.#last = { steps, count, catalog: this.#after(steps, count) }
    return this.#last.catalog
  }

  #after(steps: readonly Step[], count: number): Catalog {
    return readLater(() => {
      this.#fold.run(steps, count)
      return this.#fold
    })
  }
}
