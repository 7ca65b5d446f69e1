import { readdirSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { lookup } from '../../catalog/lookup.ts'
import type { WayBack } from '../../catalog/script.ts'
import { DiskCache } from '../discover-cache.ts'
import { loadTextFile } from '../text-files.ts'

/** Tools that write both directions into one file, with the line before the way back. */
const marks: Readonly<Record<string, { readonly mark: RegExp; readonly shown: string }>> = lookup({
  dbmate: { mark: /^--[ \t]*migrate:down\b.*$/m, shown: '-- migrate:down' },
  goose: { mark: /^[ \t]*--[ \t]*\+goose[ \t]+down\b.*$/im, shown: '-- +goose Down' },
  'sql-migrate': { mark: /^[ \t]*--[ \t]*\+migrate[ \t]+down\b.*$/im, shown: '-- +migrate Down' },
  tern: { mark: /^-{4}[ \t]*create above \/ drop below[ \t]*-{4}.*$/m, shown: '---- create above / drop below ----' },
  'node-pg-migrate': { mark: /^[ \t]*--[ \t-]*down[ \t]+migration\b.*$/im, shown: '-- Down Migration' },
})

/** Who says that there is no way back has thought of it. */
const waived = /\b(?:irreversible|one[- ]way|not reversible|cannot be (?:undone|reverted|rolled back)|no way back)\b/i

/** What leads back from a migration in SQL; undefined where its tool knows no such thing. */
export function wayBackOfSql(path: string, text: string, tool: string | undefined): WayBack | undefined {
  if (waived.test(text)) return undefined
  const marked = tool !== undefined && Object.hasOwn(marks, tool) ? marks[tool] : undefined
  if (marked) {
    const [mark] = marked.mark.exec(text) ?? []
    const where = `under \`${marked.shown}\``
    return mark === undefined ? { kind: 'none', where } : wayBackIn(text.slice(text.indexOf(mark) + mark.length), where)
  }
  if (tool === 'liquibase') {
    const lines = [...text.matchAll(/^[ \t]*--[ \t]*rollback\b(.*)$/gim)].map(([, line = '']) => line)
    return lines.length === 0 ? { kind: 'none', where: 'in lines `--rollback …`' } : wayBackIn(lines.join('\n'), 'in lines `--rollback …`')
  }
  return wayBackBeside(path, tool)
}

/** The name of the other file, by how this one is named. */
const pairs: readonly (readonly [RegExp, string])[] = [
  [/^(.*[._-])up(\.sql)$/i, '$1down$2'],
  [/^up(\.sql)$/i, 'down$1'],
  [/^(.*[._-])deploy(\.sql)$/i, '$1rollback$2'],
  [/^deploy(\.sql)$/i, 'rollback$1'],
]

function wayBackBeside(path: string, tool: string | undefined): WayBack | undefined {
  const [folder, name] = [dirname(path), basename(path)]
  if (tool === 'sqitch') return wayBackAt(join(dirname(folder), 'revert', name), `in revert/${name}`)
  const pair = pairs.find(([pattern]) => pattern.test(name))
  if (pair) {
    const other = name.replace(...pair)
    return wayBackAt(join(folder, other), `in ${other} beside it`)
  }
  if (tool !== 'plain') return undefined
  // Whoever runs these files does not say how: where some have a way back, all may.
  const stem = basename(name, extname(name))
  const undoing = undoingFiles.get(folder, () => filesIn(folder).filter((file) => /[._-](?:down|undo|rollback|revert)\.sql$/i.test(file)))
  const own = undoing.find((file) => file.toLowerCase().startsWith(stem.toLowerCase()))
  if (own !== undefined) return wayBackAt(join(folder, own), `in ${own}`)
  const [example = ''] = undoing
  const ending = /[.-]\w+\.sql$/.exec(example)?.[0] ?? /(?<!\w)[^\W_]*(_\w+\.sql)$/.exec(example)?.[1]
  return ending === undefined ? undefined : { kind: 'none', where: `in ${stem}${ending} beside it` }
}

const undoingFiles = new DiskCache<readonly string[]>()

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function wayBackAt(path: string, where: string): WayBack | undefined {
  const { text } = loadTextFile(path)
  if (text === undefined) return { kind: 'none', where }
  return waived.test(text) ? undefined : wayBackIn(text, where)
}

function wayBackIn(text: string, where: string): WayBack {
  const rest = text.replace(/--.*/g, '').replace(/\/\*[^]*?(?:\*\/|$)/g, '')
  const isEmpty = !/[^\s;]/.test(rest.replace(/\b(?:begin|commit|select\s+1)\b/gi, ''))
  return isEmpty ? { kind: 'empty', where } : { kind: 'given', where, text: rest }
}

const down =
  /\bexports\.down\s*=|\bexport\s+(?:async\s+)?(?:const|let|function)\s+down\b|^[ \t]*(?:(?:public|override|async)[ \t]+)*down\s*[(:=]|[{,]\s*(?:async\s+)?down\s*[(:,}]/m
const deliberate = /\bdown\s*=\s*false\b|\bdown\b[^{]{0,200}\{\s*(?:\/\/[^\n]*\n\s*){0,9}throw\b/
const body = /^[^{]{0,200}\{([^{}]{0,400})\}/

/** What leads back from a migration in a program. */
export function wayBackOfProgram(text: string, reader: string): WayBack | undefined {
  if (waived.test(text) || deliberate.test(text)) return undefined
  const where =
    reader.endsWith('migrations') && reader !== 'sequelize-migrations'
      ? 'in a method `down`'
      : 'in a function `down` that is exported beside `up`'
  const match = down.exec(text)
  if (!match) {
    // What has a function of its own is turned round.
    return reader === 'node-pg-migrate' && !/\bpgm\.(?:sql|db)\b/.test(text) ? undefined : { kind: 'none', where }
  }
  const [, inside] = body.exec(text.slice(match.index + match[0].length)) ?? []
  const rest = inside
    ?.replace(/\/\/.*/g, '')
    .replace(/\/\*[^]*?(?:\*\/|$)/g, '')
    .replace(/[\s;]+/g, ' ')
    .trim()
  const isEmpty = rest !== undefined && /^(?:(?:return|await)\b ?)?(?:Promise\.resolve\(\)|null|undefined)?$/.test(rest)
  return { kind: isEmpty ? 'empty' : 'given', where }
}
