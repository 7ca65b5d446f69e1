const moment = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)? ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

/**
 * A text as Postgres writes it of a date, a time or a span, so that the same looks the same. A moment is written in the time zone of the session, which is UTC for the
 * database; migrations mostly run in UTC, too.
 */
export function momentText(text: string): string {
  const [, day, minute = '00:00', second = ':00', zone = 'Z'] = moment.exec(text) ?? []
  if (day === undefined) return clockText(text)
  const offset = zone.toUpperCase().replace(/^([+-]\d\d):?(\d\d)?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`)
  const at = new Date(`${day}T${minute}${second}${offset}`)
  return Number.isNaN(at.getTime()) ? text : at.toISOString()
}

const secondsOf: readonly (readonly [RegExp, number])[] = [
  [/^h(?:ours?|rs?)?$/, 3600],
  [/^m(?:inutes?|ins?)?$/, 60],
  [/^s(?:econds?|ecs?)?$/, 1],
]

function clockText(text: string): string {
  if (/^\d\d:\d\d$/.test(text)) return `${text}:00`
  const [, count, unit = ''] = /^(\d{1,6}) ?([a-z]+)$/i.exec(text) ?? []
  const [, seconds] = secondsOf.find(([name]) => name.test(unit.toLowerCase())) ?? []
  if (seconds === undefined) return text
  const total = Number(count) * seconds
  return [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
