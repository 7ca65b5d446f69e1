import type { TypeReference } from './change.ts'
import { lookup } from './lookup.ts'
import { quoteName } from './names.ts'

/** The other names of Postgres' own types, by the one that `format_type` prints. */
const builtin: Readonly<Record<string, string>> = lookup({
  int: 'integer',
  int4: 'integer',
  integer: 'integer',
  int2: 'smallint',
  smallint: 'smallint',
  int8: 'bigint',
  bigint: 'bigint',
  float4: 'real',
  real: 'real',
  float8: 'double precision',
  float: 'double precision',
  'double precision': 'double precision',
  decimal: 'numeric',
  dec: 'numeric',
  numeric: 'numeric',
  bool: 'boolean',
  boolean: 'boolean',
  varchar: 'character varying',
  'character varying': 'character varying',
  char: 'character',
  character: 'character',
  bpchar: 'character',
  timestamptz: 'timestamp with time zone',
  'timestamp with time zone': 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  'timestamp without time zone': 'timestamp without time zone',
  timetz: 'time with time zone',
  'time with time zone': 'time with time zone',
  time: 'time without time zone',
  'time without time zone': 'time without time zone',
  varbit: 'bit varying',
  'bit varying': 'bit varying',
  bit: 'bit',
  serial: 'integer',
  serial4: 'integer',
  smallserial: 'smallint',
  serial2: 'smallint',
  bigserial: 'bigint',
  serial8: 'bigint',
})

/** Names that mean types of Postgres before they mean a user's: those of pg_catalog that have no other name above. */
const others =
  'text name json jsonb uuid date interval bytea inet cidr macaddr macaddr8 money oid xml point line lseg box path polygon circle tsvector tsquery ' +
  'int4range int8range numrange daterange tsrange tstzrange int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange ' +
  'regproc regprocedure regoper regoperator regclass regtype regrole regnamespace regconfig regdictionary regcollation refcursor tid xid xid8 cid ' +
  'pg_lsn pg_snapshot txid_snapshot jsonpath int2vector oidvector record void trigger unknown any anyelement anyarray cstring'
const ownNames: ReadonlySet<string> = new Set([...Object.keys(builtin), ...others.split(' ')])

/** Whether a name without a schema means a type of Postgres. */
export function isOwnType(name: string): boolean {
  return ownNames.has(name)
}

export function ownTypeNames(): Iterable<string> {
  return ownNames
}

const serials: ReadonlySet<string> = new Set(['serial', 'serial4', 'smallserial', 'serial2', 'bigserial', 'serial8'])

export function isSerial(name: string): boolean {
  return serials.has(name)
}

/** Postgres' own word for one of its types; any other name is kept. */
export function typeName(name: string): string {
  return builtin[name] ?? name
}

/** The type that `formatType` writes so. */
export function parseType(text: string): TypeReference {
  let end = text.length
  while (text.endsWith('[]', end)) end -= 2
  const [, schema, quoted, word, inner, zone = ''] =
    /^(?:("[^"]+"|[^".(]+)\.)?(?:"((?:[^"]|"")*)"|([^"(]+?))(?:\(([^)]*)\))?( with(?:out)? time zone)?$/.exec(text.slice(0, end)) ?? []
  const name = quoted === undefined ? `${word ?? text}${zone}` : quoted.replaceAll('""', '"')
  return {
    schema: schema?.replaceAll('"', ''),
    name,
    modifiers: inner === undefined ? [] : inner.split(','),
    array: end < text.length,
  }
}

/** A type in the words of `format_type`. */
export function formatType({ schema, name, modifiers, array }: TypeReference): string {
  const suffix = array ? '[]' : ''
  const inner = modifiers.length > 0 ? `(${modifiers.join(',')})` : ''
  const zoned = /^(timestamp|time)( with(?:out)? time zone)$/.exec(name)
  if (zoned) return `${zoned[1] ?? ''}${inner}${zoned[2] ?? ''}${suffix}`
  const own = schema === undefined && (Object.hasOwn(builtin, name) || name === '"char"' || /^interval[ (]/.test(name))
  const isBare = name === 'bit' && modifiers.length === 0
  const base = isBare ? `"${name}"` : own ? name : quoteName(name)
  return `${schema === undefined ? '' : `${quoteName(schema)}.`}${base}${inner}${suffix}`
}

const texts: ReadonlySet<string> = new Set(['text', 'character varying', 'character', 'citext'])

export function isText(type: TypeReference | undefined): boolean {
  return type !== undefined && !type.array && texts.has(type.name)
}
