import { isTrue, numberOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { optionOf } from './objects.ts'

/** What a column builder says of itself in SQL, with its options; undefined where it is no builder, or an option is not known. */
export function typeText(builder: string, args: readonly Value[], major: number): string | undefined {
  const simple = plain.get(builder)
  return simple ?? withOptions.get(builder)?.((name) => optionOf(args, name), major)
}

export function isBuilder(name: string): boolean {
  return plain.has(name) || withOptions.has(name)
}

/** These have a sequence as their default. */
export const serials: ReadonlySet<string> = new Set(['serial', 'smallserial', 'bigserial'])

const plain: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bigint: 'bigint',
    bigserial: 'bigserial',
    boolean: 'boolean',
    bytea: 'bytea',
    cidr: 'cidr',
    date: 'date',
    doublePrecision: 'double precision',
    inet: 'inet',
    integer: 'integer',
    json: 'json',
    jsonb: 'jsonb',
    line: 'line',
    macaddr: 'macaddr',
    macaddr8: 'macaddr8',
    point: 'point',
    real: 'real',
    serial: 'serial',
    smallint: 'smallint',
    smallserial: 'smallserial',
    text: 'text',
    uuid: 'uuid',
  }),
)

type Options = (name: string) => Value | undefined
type MakeType = (options: Options, major: number) => string | undefined

const withOptions: ReadonlyMap<string, MakeType> = new Map(
  Object.entries<MakeType>({
    char: sized('char', 'length'),
    varchar: sized('varchar', 'length'),
    bit: sized('bit', 'dimensions'),
    vector: sized('vector', 'dimensions'),
    halfvec: sized('halfvec', 'dimensions'),
    sparsevec: sized('sparsevec', 'dimensions'),
    time: (options) => timed('time', options),
    timestamp: (options) => timed('timestamp', options),
    interval(options) {
      const fields = options('fields')
      const precision = size(options('precision'))
      if (precision === undefined || (fields && textOf(fields) === undefined)) return undefined
      return `interval${fields ? ` ${textOf(fields)}` : ''}${precision}`
    },
    numeric: decimal,
    decimal,
    geometry(options, major) {
      const srid = options('srid')
      return major < 1 || !srid ? 'geometry(point)' : `geometry(point,${numberOf(srid)})`
    },
  }),
)

function sized(type: string, option: string): MakeType {
  return (options) => {
    const length = size(options(option))
    return length === undefined ? undefined : `${type}${length}`
  }
}

/** Nothing where none is given; undefined where it is not known. */
function size(value: Value | undefined): string | undefined {
  if (!value) return ''
  const number = numberOf(value)
  return number === undefined ? undefined : `(${number})`
}

function timed(type: string, options: Options): string | undefined {
  const precision = size(options('precision'))
  return precision === undefined ? undefined : `${type}${precision}${isTrue(options('withTimezone')) ? ' with time zone' : ''}`
}

function decimal(options: Options): string | undefined {
  const [precision, scale] = [options('precision'), options('scale')]
  if (!precision) return 'numeric'
  if (!scale) return size(precision) && `numeric${size(precision)}`
  const [digits, after] = [numberOf(precision), numberOf(scale)]
  return digits === undefined || after === undefined ? undefined : `numeric(${digits}, ${after})`
}
