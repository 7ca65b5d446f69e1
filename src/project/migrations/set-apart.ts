import { splitScript } from '../../sql/script.ts'
import { otherDatabase } from './databases.ts'
import { compareVersions, leadingNumbers, stem, type Compare } from './file-order.ts'
import type { Folder, Order } from './tool.ts'

/** Why a way back is no step to the schema. */
export const undoes = 'undoes a migration'
const fillsIn = 'fills in data'
const isTest = 'is a test'
const isKept = 'is kept for the record'
const isQuery = 'is a query'
const isForeign = 'is for another database'

const foldersApart: readonly (readonly [RegExp, string])[] = [
  [/^(?:down|downs|undos?|rollbacks?|reverts?)$/i, undoes],
  [/^(?:seeds?|seeders?|seeding|fixtures?)$/i, fillsIn],
  [/^(?:tests?|__tests__|pgtap)$/i, isTest],
  [/^(?:archived?|backups?|deprecated|disabled|old)$/i, isKept],
  [/^quer(?:y|ies)$/i, isQuery],
]

const namesApart: readonly (readonly [RegExp, string])[] = [
  [/(?:[._-]down|\.undo|\.rollback|\.revert)$|\.(?:down|undo)\.|^(?:down|undo|rollback|revert)$/i, undoes],
  [/\.seeds?$|^seeds?(?:$|[._-])/i, fillsIn],
  [/\.(?:test|spec)$|^[^\d].*[_-]test$/i, isTest],
]

/** A migration may be about a rollback or a down payment, so these names alone do not say it. */
const mayUndo = /[_-](?:undo|rollback|revert)$|^(?:down|undo|rollback|revert)[._-]/i
const directions = /(?:^|[._-])(?:up|do|down|undo|rollback|revert)(?=$|[._-])/i
const takesAway = /^(?:drop\b|alter\s+table\b[^;]*?\bdrop\b|delete\b|truncate\b)/i

/** Whether another file of the folder is its other side: the same name but for the direction, or the same number. */
function hasCounterpart(file: string, folder: Folder): boolean {
  const place = file.slice(0, file.length - stem(file).length - '.sql'.length)
  const plain = (name: string): string => name.replace(directions, '').replace(/^[._-]/, '')
  const name = stem(file)
  return folder.files.some((other) => {
    if (other === file || !other.startsWith(place) || other.includes('/', place.length)) return false
    const [own, its] = [leadingNumbers(name), leadingNumbers(stem(other))]
    return plain(stem(other)) === plain(name) || (own.length > 0 && own.length === its.length && compareVersions(own, its) === 0)
  })
}

function beginsByDropping(text: string): boolean {
  const first = splitScript(text).statements.find((statement) => !/^(?:begin|start|set)\b/i.test(statement.text))
  return first !== undefined && takesAway.test(first.text)
}

function findUndoing(file: string, folder: Folder): string | undefined {
  if (!mayUndo.test(stem(file))) return undefined
  return hasCounterpart(file, folder) || beginsByDropping(folder.read(file) ?? '') ? undoes : undefined
}

/** Why the files of a folder are no steps to the schema, by the names of the folders on the way to it. */
export function findFolderReason(folders: readonly string[]): string | undefined {
  for (const name of folders) {
    const reason = otherDatabase(name) ? isForeign : foldersApart.find(([pattern]) => pattern.test(name))?.[1]
    if (reason) return reason
  }
  return undefined
}

function findReason(file: string, folder: Folder): string | undefined {
  const name = stem(file)
  const ending = /\.(\w+)$/.exec(name)?.[1]
  if (ending && otherDatabase(ending)) return isForeign
  return namesApart.find(([pattern]) => pattern.test(name))?.[1] ?? findUndoing(file, folder)
}

/** The files in an order, without those that their names set apart, or that `whyNot` refuses. */
export function inOrder(
  folder: Folder,
  files: readonly string[],
  compare: Compare,
  whyNot: (file: string) => string | undefined = () => undefined,
): Order {
  const judged = files.map((path) => ({ path, reason: findReason(path, folder) ?? whyNot(path) }))
  return {
    ordered: judged
      .filter(({ reason }) => reason === undefined)
      .map(({ path }) => path)
      .sort(compare),
    leftOut: judged.flatMap(({ path, reason }) => (reason === undefined ? [] : { path, reason })),
  }
}

/** For tools that run no file without a version. */
export function lacksVersion(file: string): string | undefined {
  return leadingNumbers(stem(file)).length > 0 ? undefined : 'has no version in its name'
}
