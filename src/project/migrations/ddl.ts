import { sampleTexts, type Folder } from './tool.ts'

const ddl = /^[ \t]*(?:create(?!\s+(?:or\s+replace\s+)?(?:global\s+|local\s+)?temp)|alter|comment\s+on|grant|revoke)\s+\w/im

/** Whether a text, or its beginning, has a line that begins a statement on the schema. */
export function holdsDdl(text: string): boolean {
  return ddl.test(text)
}

/** Whether some files, as far as a look at a few of them says, are about the schema alone. */
export function isDdl(folder: Folder, files: readonly string[]): boolean {
  const texts = sampleTexts(folder, files, 8).filter((text) => text.trim() !== '')
  return texts.length > 0 && texts.every(holdsDdl)
}

/** Whether a step makes tables, so that it can be the first one. */
export function makesTables(text: string): boolean {
  return /\bcreate\s+(?:unlogged\s+|foreign\s+)?table\b/i.test(text)
}
