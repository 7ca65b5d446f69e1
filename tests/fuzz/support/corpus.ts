import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import { globSync } from 'tinyglobby'
import { blocksOf } from '../../support/markdown.ts'
import { shop } from '../../support/shop.ts'

export const notations = ['sql', 'prisma', 'program'] as const
export type Notation = (typeof notations)[number]

/** A text that is sound in its notation, or was written to be wrong in an interesting way. */
export interface Sample {
  readonly name: string
  readonly notation: Notation
  readonly text: string
  /** The file that holds what it is about. */
  readonly schema?: SchemaFile | undefined
}

interface SchemaFile {
  readonly path: string
  readonly text: string
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

const filesLike = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root, ignore: ['**/node_modules', 'tests/e2e/work', 'tests/fuzz'] }).sort()
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')

const notationOfLanguage: Readonly<Record<string, Notation>> = {
  sql: 'sql',
  prisma: 'prisma',
  ts: 'program',
  js: 'program',
  cjs: 'program',
  mjs: 'program',
  tsx: 'program',
  typescript: 'program',
  javascript: 'program',
}

function sampleOf(name: string, language: string, text: string): Sample[] {
  const notation = notationOfLanguage[language]
  return notation && text.trim() !== '' ? [{ name, notation, text }] : []
}

/** The files that people open: those of the shop, and those that ORMs are shown with. */
export const examples: readonly Sample[] = filesLike(
  'examples/shop/**/*.{sql,ts,js,prisma}',
  'tests/**/*.{sql,prisma}',
  'tests/orms/*/{calls,schemas,migrations,shop}/**/*.{ts,js,cjs}',
).flatMap((file) => sampleOf(file, extname(file).slice(1), textOf(file)))

/** What makes a text a schema, with the file that it stands in then. */
const schemas: readonly (readonly [sign: RegExp, path: string])[] = [
  [/^\s*create table\b/im, 'migrations/0001_init.sql'],
  [/^\s*model \w+ \{/m, 'prisma/schema.prisma'],
  [/\bpgTable\(|@Entity\(|\.define\(|defineEntity\(/, 'src/tables.ts'],
]

/** The largest of these texts that is a schema. */
function schemaIn(texts: readonly string[]): SchemaFile | undefined {
  const found = texts.flatMap((text) => {
    const path = schemas.find(([sign]) => sign.test(text))?.[1]
    return path === undefined ? [] : [{ path, text }]
  })
  return found.sort((a, b) => b.text.length - a.text.length)[0]
}

const blocks: readonly Sample[] = filesLike('docs/**/*.md', 'README.md', 'examples/**/*.md').flatMap((page) => {
  const all = blocksOf(textOf(page))
  const schema = schemaIn(all.filter(({ words }) => words.includes('schema')).map(({ text }) => text))
  return all.flatMap(({ language, line, text }) => sampleOf(`${page}:${line}`, language, text).map((sample) => ({ ...sample, schema })))
})

const beginsSql =
  /^\s*(?:--[^\n]*\n\s*|\/\*[^]*?\*\/\s*)*(?:select|insert|update|delete|with|create|alter|drop|merge|grant|set|do|explain|truncate|comment|copy)\b/i
const isPrisma = /^\s*(?:model|datasource|enum|view)\s+\w+\s*\{/m
const isProgram = /^\s*(?:import|export|const|class|await|async|return|function|@\w+)\b|\w\(/

/** What the strings of the tests hold: cases of rules, fixtures of projects, and the schema that most of them are about. */
function writtenIn(file: string): Sample[] {
  const source = textOf(file)
  const texts = stringsIn(parseSync(file, source, { lang: 'ts' }).program)
  const schema = /\bshop\b.*support\/shop/.test(source) ? { path: 'migrations/0001_init.sql', text: shop } : schemaIn(texts)
  return texts.flatMap((text, i): Sample[] => {
    const name = `${file} (${i})`
    if (text.length < 15) return []
    if (beginsSql.test(text)) return [{ name, notation: 'sql', text, schema }]
    if (isPrisma.test(text)) return [{ name, notation: 'prisma', text, schema }]
    return isProgram.test(text) && isParsed(text) ? [{ name, notation: 'program', text, schema }] : []
  })
}

function stringsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(stringsIn)
  if (typeof node !== 'object' || node === null) return []
  if ('type' in node && node.type === 'Literal' && 'value' in node) return typeof node.value === 'string' ? [node.value] : []
  if ('type' in node && node.type === 'TemplateLiteral' && 'quasis' in node && 'expressions' in node)
    return [textOfTemplate(node.quasis), ...stringsIn(node.expressions)]
  return Object.values(node).flatMap(stringsIn)
}

/** A hole is a name that nobody knows. */
function textOfTemplate(quasis: unknown): string {
  return (quasis as { value: { cooked?: string | null } }[]).map(({ value }) => value.cooked ?? '').join('hole')
}

/** Whether it is a program, by a parser that takes a tenth of the time that ESLint's takes. */
export function isParsed(text: string): boolean {
  return parseSync('a.tsx', text, { lang: 'tsx' }).errors.length === 0
}

const most = 12_000

/** Everything that is at hand, each text once; what is longer takes its time from the others. */
export const samples: readonly Sample[] = [
  ...new Map(
    [...examples, ...blocks, ...filesLike('tests/**/*.ts').flatMap(writtenIn)]
      .filter(({ text }) => text.length <= most)
      .map((sample) => [`${sample.notation} ${sample.text}`, sample]),
  ).values(),
]
