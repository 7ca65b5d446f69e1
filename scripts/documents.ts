import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { ESLint } from 'eslint'
import plugin from '../index.ts'

/**
 * Lints the SQL blocks of prose documents: `tsx scripts/documents.ts FOLDER`. Each document is one script; what is not
 * SQL is blanked, so that lines are those of the document.
 */
const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('Which folder? tsx scripts/documents.ts FOLDER\n')
  process.exit(2)
}

function sqlOf(text: string): string {
  let inside = false
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*```/.test(line)) {
        inside = !inside && /^\s*```sql\b/.test(line)
        return ''
      }
      return inside ? line : ''
    })
    .join('\n')
}

const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: plugin.configs.all, cwd: resolve(folder) })
let count = 0
for (const file of readdirSync(folder)
  .filter((name) => /\.(?:txt|md)$/.test(name))
  .sort()) {
  const text = sqlOf(readFileSync(join(folder, file), 'utf8'))
  const [result] = await eslint.lintText(text, { filePath: join(resolve(folder), `${basename(file)}.sql`) })
  for (const { line, column, ruleId, message } of result?.messages ?? []) {
    count++
    process.stdout.write(`${file}:${String(line)}:${String(column)}  ${ruleId ?? 'fatal'}  ${message}\n`)
  }
}
process.stdout.write(`${String(count)} findings\n`)
