import { Linter } from 'eslint'
import { join } from 'node:path'
import { parserAlone } from './applications.ts'
import { builtPlugin } from './built.ts'
import { emptyFolder, writeFiles } from './folders.ts'
import { costOf, isolated, median } from './measure.ts'
import { notations } from './notations.ts'
import type { Part, Row } from './results.ts'
import { shapeModel, shapes, shapeSchema } from './shapes.ts'

/** Milliseconds for three times the text, after which nobody would wait for ten times. */
const tooLong = 3_000

export const growth: Part = {
  title: 'Growth of a text',
  aim: 'ten times the text takes ten times as long, and no more',
  how: `A file of each shape is linted with the preset \`all\`, and those that are three and ten times as long, a few times each with another comment, so that nothing is known of it yet.
What an empty file takes in the same project is left out, and what ESLint takes without this plugin. The schema beside it is small. An exponent of 1 is ten times as long for ten times the text, one of 2 is a hundred times. Where the first takes less than 5 ms, it says little; where three times take more than three seconds, ten times were not tried.`,
  *rows(size, only) {
    const chosen = shapes.filter(({ name }) => only.length === 0 || only.some((one) => name.includes(one)))
    for (const { name } of size === 'tiny' ? chosen.filter((_, i) => i % 50 === 0) : chosen) yield rowOf(name, size === 'tiny' ? 1 : 3)
  },
}

function rowOf(shape: string, times: number): Row {
  const { size, small, middle, large } = isolated(import.meta.url, timesOf, shape, times)
  const exponent = large === undefined ? Math.log(middle / small) / Math.log(3) : Math.log10(large / small)
  return { shape, size, ms: small, 'three times, ms': middle, 'ten times, ms': large, exponent }
}

interface Times {
  readonly size: number
  readonly small: number
  readonly middle: number
  readonly large: number | undefined
}

export async function timesOf(name: string, times: number): Promise<Times> {
  const shape = shapes.find((one) => one.name === name)
  if (!shape) throw new Error(`No shape is called ${name}.`)
  const { configs } = await builtPlugin()
  const dependencies = Object.assign({}, ...notations.map(({ packages }) => packages)) as Record<string, string>
  const project = {
    'package.json': JSON.stringify({ dependencies }),
    ...(shape.file.startsWith('prisma') ? {} : { 'migrations/0001_schema.sql': shapeSchema }),
    ...(shape.text(1, '').includes('prisma.order') ? { 'prisma/schema.prisma': shapeModel } : {}),
  }
  const config = [...configs.all, { settings: { tenancy: {} } }]
  const lintCost = async (text: string, salt: string): Promise<number> => {
    const root = emptyFolder('growth', shape.name, salt)
    writeFiles(root, { ...project, [shape.file]: text })
    const linter = new Linter({ cwd: root, configType: 'flat' })
    const filename = join(root, shape.file)
    const ours = await costOf(() => linter.verify(text, config, { filename }))
    const base = shape.file.endsWith('.ts') ? await costOf(() => linter.verify(text, parserAlone, { filename })) : { cpu: 0 }
    return ours.cpu - base.cpu
  }
  /** The first are left out, in which the code is not warm yet; but for what takes seconds, once is enough. */
  const of = async (n: number, count: number): Promise<number> => {
    const costs: number[] = []
    while (costs.length < count && (costs.at(-1) ?? 0) < 2_000) {
      const salt = `${n} ${costs.length}`
      costs.push((await lintCost(shape.text(n, salt), 'long')) - (await lintCost('', 'empty')))
    }
    return Math.max(0.1, median(costs.slice(Math.floor(costs.length / 3))))
  }
  const small = await of(shape.size, times * 2)
  const middle = await of(shape.size * 3, times)
  return { size: shape.size, small, middle, large: middle < tooLong ? await of(shape.size * 10, times) : undefined }
}
