export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const token = /<\?xml [^?<>]*\?>|<(\/?)([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/gy

/** Reads XML without comments, CDATA and declarations of types; throws where it is not well-formed. */
export function wellFormed(text: string): XmlElement {
  const outside = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text)
  if (outside) throw new Error(`No character of XML stands at ${outside.index}`)
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  let end = 0
  for (const [all, closes, name, attributes = '', isEmpty, words] of text.matchAll(token)) {
    end += all.length
    const inner = open.at(-1) ?? top
    if (words !== undefined) inner.text += decode(words)
    if (name === undefined) continue
    if (closes === '/') {
      if (open.pop()?.name !== name || open.length === 0) throw new Error(`</${name}> closes what is not open`)
      continue
    }
    const element = { name, attributes: attributesIn(attributes), children: [], text: '' }
    inner.children.push(element)
    if (isEmpty !== '/') open.push(element)
  }
  const [root, ...more] = top.children
  if (end !== text.length || open.length > 1 || !root || more.length > 0 || top.text.trim() !== '')
    throw new Error(`It is not well-formed at ${end}`)
  return root
}

function attributesIn(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [name, value])
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`An attribute stands twice in ${text}`)
  // Of line ends that are written as themselves a reader makes spaces.
  return Object.fromEntries(pairs.map(([name, value]) => [name, decode(value.replace(/[\t\n\r]/g, ' '))]))
}

function decode(text: string): string {
  return text.replace(/&([^;]*;?)/g, (_, reference: string) => {
    const [, number, name] = /^(?:#(\d+)|(\w+));$/.exec(reference) ?? []
    const found = number === undefined ? entities[name ?? ''] : String.fromCodePoint(Number(number))
    if (found === undefined) throw new Error(`&${reference} stands for nothing`)
    return found
  })
}
