import type { Range } from '../catalog/place.ts'

/** What the address of a database says; undefined where a template fills it in. */
export interface Address {
  readonly user: string | undefined
  /** Where a password stands that is one, and not a sign for it. */
  readonly password: Range | undefined
  readonly host: string | undefined
  /** The machine itself, a container beside it, or a name that is nobody's. */
  readonly isLocal: boolean
  /** `sslmode`, or what is meant by `ssl`; empty where nothing is said. */
  readonly sslmode: string | undefined
}

// A character for private use, which no address holds.
const filledIn = '\ue000'
const localHost =
  /^(?:|[^.]+|.*\.(?:localhost|local|test|example|invalid)|(?:.*\.)?example\.(?:com|org|net)|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|host\.docker\.internal)$/i

/** Places are those of the text. */
export function readAddress(text: string): Address {
  const masked = text.replaceAll(/\$\{[^}]{0,300}\}/g, (hole) => filledIn.repeat(hole.length))
  const start = masked.indexOf('//') + 2
  const [authority = ''] = /^[^/?#]*/.exec(masked.slice(start)) ?? []
  const at = authority.lastIndexOf('@')
  const [user = '', ...rest] = (at < 0 ? '' : authority.slice(0, at)).split(':')
  const password = rest.join(':')
  const host = authority.slice(at + 1).replace(/:[^:\]]*$/, '')
  const from = start + user.length + 1
  return {
    user: seen(decoded(user)),
    password: isSecret(password) ? [from, from + password.length] : undefined,
    host: seen(host),
    isLocal: !host.includes(filledIn) && localHost.test(host),
    sslmode: seen(sslmodeIn(masked)),
  }
}

function seen(text: string): string | undefined {
  return text.includes(filledIn) ? undefined : text
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Whether something is a password, and not what stands for one in an example. */
export function isSecret(password: string): boolean {
  if (password === '' || /[\ue000<>{}[\]]|^[$%:*]|^(?:x+|\*+|\.+|\u2026)$/i.test(password)) return false
  return !/^(?:PASSWORD|PASS|PASSWD|PWD|PW|SECRET|(?:your|my|some|the)[-_ ]?(?=\w*(?:pass|secret))\w+|change[-_ ]?me|redacted)$/.test(
    /^[A-Z_-]+$/.test(password) ? password : password.toLowerCase(),
  )
}

function sslmodeIn(masked: string): string {
  const query = masked.includes('?') ? masked.slice(masked.indexOf('?') + 1) : ''
  const parameters = new Map(query.split(/[&#]/).map((part): [string, string] => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']))
  const ssl = parameters.get('ssl')
  const said = parameters.get('sslmode') ?? (ssl === undefined ? '' : /^(?:true|1|on|)$/.test(ssl) ? 'require' : 'disable')
  return said === '' && query.includes(filledIn) ? filledIn : said
}
