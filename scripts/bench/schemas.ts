import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import { defaultSettings } from '../../src/settings/settings.ts'
import { builtProject } from './built.ts'
import { median, timed } from './measure.ts'
import { notations, type Notation } from './notations.ts'

const modelCount = 1_000
const folder = fileURLToPath(new URL('../../.bench/schemas/', import.meta.url))

/** Models in each notation, read cold and after a column of one changed, over what it takes to parse the same files. */
export async function schemaTimes(): Promise<object[]> {
  const { schemaFor, loadSchema } = await builtProject()
  return notations.map((notation) => {
    const { root, files } = writeProject(notation)
    const settings = { ...defaultSettings }
    const cold = timed(() => loadSchema(join(root, 'x.ts'), settings, root))
    const { catalog } = loadSchema(join(root, 'x.ts'), settings, root)
    const edits = [0.1, 0.5, 0.9].map((share) => files[Math.floor(share * files.length)] ?? '')
    const keystrokes = edits.map((file) =>
      timed(() => schemaFor(file, readFileSync(file, 'utf8').replace('200', '201'), [], settings, root)),
    )
    const parsing = median([0, 1, 2].map(() => timed(() => files.forEach((file) => void parse(file)))))
    return {
      notation: notation.name,
      tables: catalog.tables.length,
      unread: catalog.parts.unread.length,
      'parsing ms': Math.round(parsing),
      'cold ms': Math.round(cold),
      'over parsing': (cold / parsing).toFixed(1),
      'keystroke ms': Math.round(median(keystrokes)),
      'slowest ms': Math.round(Math.max(...keystrokes)),
    }
  })
}

/** Prisma's own notation is read by us alone: for it, reading the files is what is compared. */
function parse(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  return file.endsWith('.prisma') ? text : parseSync(file, text, { lang: 'ts', range: true, astType: 'ts' }).program
}

function writeProject(notation: Notation): { readonly root: string; readonly files: readonly string[] } {
  const root = join(folder, notation.name)
  rmSync(root, { recursive: true, force: true })
  const write = (path: string, text: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    return join(root, path)
  }
  const dependencies = Object.fromEntries(notation.packages.map((name) => [name, '*']))
  write('package.json', JSON.stringify({ name: 'bench', workspaces: ['none'], dependencies }))
  for (const [path, text] of Object.entries(notation.others)) write(path, text)
  const files = Array.from({ length: modelCount }, (_, n) => {
    const { path, text } = notation.file(n)
    return write(path, n === modelCount - 1 ? text.replace(/^ {2}next .*\n/m, '') : text)
  })
  return { root, files }
}
