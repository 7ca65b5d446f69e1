import { lookup } from '../../catalog/lookup.ts'
import { onceFor } from '../../catalog/once-for.ts'

/** A piece of HTML. What is none is escaped where it is put into one. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Part = Markup | string | number | undefined | false | readonly Part[]

const entities: Readonly<Record<string, string>> = lookup({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })

const compact = onceFor(({ raw }: TemplateStringsArray) => raw.map((text) => text.replace(/(?<!\s)\s*\n\s*/g, ' ')))

/** HTML of a template, of which indents are left out; attributes have to stand in quotes. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const texts = compact(template)
  return new Markup(texts.map((text, i) => text + markupOf(parts[i])).join(''))
}

function markupOf(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(markupOf).join('')
  return escapeHtml(String(part))
}

/** A text as HTML shows it; control characters, and those that turn the direction of a line around, only mislead. */
function escapeHtml(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- those are what is looked for
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
  )
}
