import { readFileSync } from 'node:fs'

const textOf = (name: string): string => readFileSync(new URL(`${name}.txt`, import.meta.url), 'utf8')

/** An application of TypeORM whose calls are held against what they send. */
export const callFiles = { 'entities.ts': textOf('entities.ts'), 'calls.ts': textOf('calls.ts') }
