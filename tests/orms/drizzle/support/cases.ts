import { readdirSync, readFileSync } from 'node:fs'

export interface Case {
  readonly name: string
  readonly major: 0 | 1
  /** The texts of its files by their names; the schema is what `schema.ts` shows. */
  readonly programs: Readonly<Record<string, string>>
  /** What drizzle-kit of this major made of it. */
  readonly ddl: string
}

const folder = new URL('../schemas/', import.meta.url)

/** Schemas in Drizzle's own notation. What drizzle-kit makes of them stands beside them; the slow tests ask it again. */
export const cases: readonly Case[] = readdirSync(folder).flatMap((name) => {
  const files = readdirSync(new URL(`${name}/`, folder))
  const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, folder), 'utf8')
  const texts = files.filter((file) => file.endsWith('.txt'))
  const programs = Object.fromEntries(texts.map((file) => [file.replace(/\.txt$/, ''), read(file)]))
  return ([0, 1] as const).flatMap((major) => {
    const recorded = `drizzle-${major}.sql`
    return files.includes(recorded) ? [{ name, major, programs, ddl: read(recorded) }] : []
  })
})
