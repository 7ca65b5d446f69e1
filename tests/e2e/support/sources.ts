import type { Files } from './project.ts'

/** A name of 68 bytes, in a statement that Postgres runs. */
export const longName = 'orders_organization_id_customer_id_created_at_status_total_cents_idx'
export const statement = `CREATE INDEX ${longName} ON orders (status)`

/** One long name in each kind of file that is linted, and in declarations, which are not. */
export const sources: Files = {
  'cjs.cjs': `module.exports = { statement: '${statement}' }\n`,
  'cts.cts': `const statement = "${statement}"\nexport = statement\n`,
  'js.js': `export const statement = \`\n  ${statement}\`\n`,
  'jsx.jsx': `export const statement = '${statement}'\nexport default <p title="a">{statement}</p>\n`,
  'mjs.mjs': `export const statement = ['select 1', '${statement}']\n`,
  'mts.mts': `export const statement: string = '${statement}'\n`,
  'prisma.prisma': `model Order {\n  id     Int @id\n  status Int @unique(map: "${longName}")\n}\n`,
  'sql.sql': `-- an index\nSELECT 1;\n\n  ${statement};\n`,
  'ts.ts': `export function statement(): string {\n  return '${statement}'\n}\n`,
  'tsx.tsx': `export const statement = '${statement}'\nexport default <p title="a">{statement}</p>\n`,
  'types.d.cts': `export declare const statement: '${statement}'\n`,
  'types.d.mts': `export declare const statement: '${statement}'\n`,
  'types.d.ts': `export declare const statement: '${statement}'\n`,
}

export const rule = 'tenancy/max-identifier-length'

/** What linting such files shows, sorted: one finding each, at the first place of the long name. */
export function expectedFindings(files: Files): string[] {
  return Object.entries(files)
    .filter(([name]) => !name.includes('.d.'))
    .map(([name, text]) => `${name}:${place(text ?? '', (text ?? '').indexOf(longName))} ${rule}`)
    .sort()
}

/** Line and column, both from 1. */
export function place(text: string, at: number): string {
  const before = text.slice(0, at).split('\n')
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`
}
