import { lookup } from '../catalog/lookup.ts'
import { byteLength, cutName, maxNameBytes } from '../catalog/names.ts'

const abbreviations: Readonly<Record<string, string>> = lookup({
  organization: 'org',
  organisation: 'org',
  organizations: 'orgs',
  event: 'ev',
  events: 'evs',
  timestamp: 'ts',
  unique: 'uniq',
  index: 'idx',
  notification: 'notif',
  notifications: 'notifs',
  configuration: 'config',
  application: 'app',
  identifier: 'id',
  subscription: 'sub',
  subscriptions: 'subs',
  transaction: 'tx',
  transactions: 'txs',
  environment: 'env',
  reference: 'ref',
  description: 'desc',
  administrator: 'admin',
  authentication: 'auth',
  authorization: 'authz',
  category: 'cat',
  sequence: 'seq',
  attribute: 'attr',
  attributes: 'attrs',
  permission: 'perm',
  permissions: 'perms',
  registration: 'reg',
  workspace: 'ws',
  trigram: 'trgm',
  covering: 'cov',
  quantity: 'qty',
  message: 'msg',
  messages: 'msgs',
  address: 'addr',
  number: 'num',
})

/** Of a name longer than this, the rest is dropped before its words are shortened letter by letter. */
const longest = 4 * maxNameBytes

/** Words with what stands between them: `_` and the like, or nothing where camelCase begins a new one. */
function words(name: string): string[] {
  return name.split(/([^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu}))/u).filter((part) => part !== '')
}

function abbreviated(word: string): string {
  const lower = word.toLowerCase()
  const short = Object.hasOwn(abbreviations, lower) ? abbreviations[lower] : undefined
  if (short === undefined) return word
  return word === lower ? short : short.charAt(0).toUpperCase() + short.slice(1)
}

/** One step shorter: without its last inner vowel, or its last letter. */
function shortened(word: string): string {
  const characters = [...word]
  const vowel = characters.findLastIndex((c, i) => i > 0 && i < characters.length - 1 && /[aeiou]/i.test(c))
  characters.splice(vowel > 0 ? vowel : characters.length - 1, 1)
  return characters.join('')
}

/** A name of the same words that fits 63 bytes and is not taken: words that have a usual short form first, then the longest lose vowels. */
export function shorterName(name: string, isTaken: (name: string) => boolean = () => false): string {
  const parts = words(cutName(name, longest))
  const byLength = (): number[] => parts.map((_, i) => i).sort((a, b) => (parts[b]?.length ?? 0) - (parts[a]?.length ?? 0))
  const fits = (): boolean => byteLength(parts.join('')) <= maxNameBytes
  for (const i of byLength()) {
    if (fits()) break
    parts[i] = abbreviated(parts[i] ?? '')
  }
  while (!fits()) {
    const i = byLength()[0] ?? 0
    if ((parts[i]?.length ?? 0) <= 2) break
    parts[i] = shortened(parts[i] ?? '')
  }
  return untaken(cutName(parts.join('')), isTaken)
}

function untaken(name: string, isTaken: (name: string) => boolean): string {
  let candidate = name
  for (let n = 2; isTaken(candidate); n++) candidate = cutName(name, maxNameBytes - `_${n}`.length) + `_${n}`
  return candidate
}
