import { Linter } from 'eslint'
import { join } from 'node:path'
import { parserAlone } from './applications.ts'
import { builtPlugin } from './built.ts'
import { emptyFolder, writeFiles } from './folders.ts'
import { costOf, isolated, median } from './measure.ts'
import type { Part, Row } from './results.ts'
import { shapes, shapeSchema } from './shapes.ts'

export const growth: Part = {
  title: 'Growth of a text',
  aim: 'ten times the text takes ten times as long, and no more',
  how: `A file of each shape is linted with the preset \`all\`, and one that is ten times as long, a few times each with another comment, so that nothing is known of it yet.
What an empty file takes in the same project is left out, and what ESLint takes without this plugin. The schema beside it is small. Below 5 ms, the ratio says little.`,
  *rows(size, only) {
    const chosen = shapes.filter(({ name }) => only.length === 0 || only.some((one) => name.includes(one)))
    for (const { name } of size === 'tiny' ? chosen.filter((_, i) => i % 50 === 0) : chosen) yield rowOf(name, size === 'tiny' ? 1 : 3)
  },
}

function rowOf(shape: string, times: number): Row {
  const { size, small, large } = isolated(import.meta.url, timesOf, shape, times)
  return { shape, size, ms: small, 'ten times as long, ms': large, ratio: large / small }
}

interface Times {
  readonly size: number
  readonly small: number
  readonly large: number
}

export async function timesOf(name: string, times: number): Promise<Times> {
  const shape = shapes.find((one) => one.name === name)
  if (!shape) throw new Error(`No shape is called ${name}.`)
  const { configs } = await builtPlugin()
  const packages = ['pg', '@prisma/client', 'drizzle-orm', 'knex', 'kysely', 'typeorm', 'sequelize', '@supabase/supabase-js']
  const project = {
    'package.json': JSON.stringify({ dependencies: Object.fromEntries(packages.map((one) => [one, '*'])) }),
    ...(shape.file.startsWith('prisma') ? {} : { 'migrations/0001_schema.sql': shapeSchema }),
  }
  const config = [...configs.all, { settings: { tenancy: {} } }]
  const lintCost = async (text: string, salt: string): Promise<number> => {
    const root = emptyFolder('growth', salt)
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
  return { size: shape.size, small: await of(shape.size, times * 2), large: await of(shape.size * 10, times) }
}
