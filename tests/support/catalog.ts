import type { Catalog } from '../../src/catalog/catalog.ts'
import { Fold, type Step } from '../../src/catalog/fold.ts'
import { readState } from '../../src/catalog/read-state.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'
import { splitScript } from '../../src/sql/script.ts'

/** The catalog that files of SQL add up to, in their order. */
export function catalogOf(files: Readonly<Record<string, string>>): Catalog {
  const fold = new Fold()
  fold.run(Object.entries(files).flatMap(([file, text]) => stepsOf(file, text)))
  return readState(fold.state, fold.unread)
}

function stepsOf(file: string, text: string): Step[] {
  return splitScript(text).statements.flatMap((piece): Step[] => {
    const parsed = libpgQuery.parse(piece.text)
    if (!parsed.ok) throw new Error(`${parsed.error.message}: ${piece.text}`)
    return parsed.value.map(({ changes }) => ({
      file,
      changes,
      place: ([start, end]) => ({ file, range: [piece.start + start, piece.start + end] }),
    }))
  })
}
