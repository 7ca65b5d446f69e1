/** Writes what the catalogs of Postgres say of operator classes, functions, relations and extensions; a test holds it against PGlite. */
import { writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { format, resolveConfig } from 'prettier'
import { extensionRows, loadable } from './postgres-extensions.ts'

type Row = Readonly<Record<string, unknown>>

const files = {
  operatorClasses: `
    select amname || ' ' || opcname as name, array_agg(format_type(opcintype, null) order by 1) as value
    from pg_opclass join pg_am on pg_am.oid = opcmethod group by 1 order by 1`,
  defaultTypes: `
    select amname as name, array_agg(format_type(opcintype, null) order by format_type(opcintype, null)) as value
    from pg_opclass join pg_am on pg_am.oid = opcmethod where opcdefault group by 1 order by 1`,
  binaryCoercions: `
    select format_type(castsource, null) as name, array_agg(format_type(casttarget, null) order by format_type(casttarget, null)) as value
    from pg_cast where castmethod = 'b' and castcontext = 'i' group by 1 order by 1`,
  ownCasts: `
    select format_type(castsource, null) as name, array_agg(format_type(casttarget, null) order by format_type(casttarget, null)) as value
    from pg_cast join pg_type t on t.oid = casttarget where castcontext in ('i', 'a') and typcategory <> 'S' and castsource <> casttarget
    group by 1 order by 1`,
  mutableCasts: `
    with base as (select oid, typcategory, typinput, typoutput from pg_type
      where typtype = 'b' and typelem = 0 and typnamespace = 'pg_catalog'::regnamespace or oid in ('anyenum'::regtype, 'anyarray'::regtype)),
    pairs as (
      select a.oid as source, b.oid as target,
        case when c.castmethod = 'f' then p.provolatile <> 'i'
             when c.castmethod = 'b' then false
             when c.oid is not null or a.typcategory = 'S' or b.typcategory = 'S' then i.provolatile <> 'i' or o.provolatile <> 'i'
             else false end as mutable
      from base a cross join base b
      left join pg_cast c on c.castsource = a.oid and c.casttarget = b.oid left join pg_proc p on p.oid = c.castfunc
      join pg_proc i on i.oid = b.typinput join pg_proc o on o.oid = a.typoutput where a.oid <> b.oid)
    select format_type(source, null) as name, array_agg(format_type(target, null) order by format_type(target, null)) as value
    from pairs where mutable group by 1 order by 1`,
  overloads: `
    with shown as (
      select proname as name, provolatile = 'i' as fixed, oid, prolang, pronargdefaults, provariadic, prorettype, proargtypes
      from pg_proc p where prokind = 'f' and prorettype not in ('cstring'::regtype, 'internal'::regtype, 'trigger'::regtype)
        and not proretset and proname !~ '^(?:_?pg_|has_|lo_|lo|txid_|binary_upgrade|currtid|.*(?:_out|recv|send|handler|validator|sel|joinsel|_to_xml.*)$)'
        and not exists (select 1 from unnest(proargtypes) t where t in ('internal'::regtype, 'cstring'::regtype)))
    select name, array_agg((case when fixed then 'immutable' when prolang = 14 then 'unknown' else 'mutable' end) || ' ' ||
      case when provariadic <> 0 or pronargdefaults > 0 then '*' else '' end || '(' ||
      array_to_string(array(select format_type(t, null) from unnest(proargtypes) with ordinality u(t, n) order by n), ',') || ') ' ||
      format_type(prorettype, null) order by oid) as value
    from shown group by name having not bool_and(fixed) order by name`,
  operatorOverloads: `
    select oprname as name, array_agg((case when provolatile = 'i' then 'immutable' else 'mutable' end) || ' (' ||
      format_type(oprleft, null) || ',' || format_type(oprright, null) || ') ' || format_type(oprresult, null) order by o.oid) as value
    from pg_operator o join pg_proc p on p.oid = oprcode
    where oprname in ('=', '<>', '<', '<=', '>', '>=', '+', '-') and oprleft <> 0
      and ((oprleft in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype, 'time'::regtype, 'timetz'::regtype, 'interval'::regtype)))
    group by 1 order by 1`,
  systemColumns: `
    select case when nspname = 'pg_catalog' then '' else nspname || '.' end || relname as name, string_agg(attname, ' ' order by attnum) as value
    from pg_class c join pg_namespace n on n.oid = relnamespace join pg_attribute a on attrelid = c.oid
    where relkind in ('r', 'v') and nspname in ('pg_catalog', 'information_schema') and attnum > 0 and not attisdropped
    group by nspname, relname order by nspname desc, relname`,
  volatileFunctions: `
    select proname as name, array_agg(distinct pronargs::text order by pronargs::text) as value
    from pg_proc where prokind = 'f' and prorettype not in ('cstring'::regtype, 'internal'::regtype, 'trigger'::regtype, 'void'::regtype)
      and not proretset and proname !~ '^(?:_?pg_(?!clock)|has_|lo_|lo|txid_|binary_upgrade|currtid|.*(?:_out|recv|send|handler|validator|sel|joinsel|_to_xml.*)$)'
      and not exists (select 1 from unnest(proargtypes) t where t in ('internal'::regtype, 'cstring'::regtype))
    group by 1 having bool_and(provolatile = 'v') order by 1`,
  functionArguments: `
    with shown as (
      select proname, case when aggkind <> 'n' then '*' when provariadic <> 0 then (pronargs - pronargdefaults) || '+'
        when pronargdefaults > 0 then (pronargs - pronargdefaults) || '-' || pronargs else pronargs::text end as count
      from pg_proc p left join pg_aggregate a on aggfnoid = p.oid where pronamespace = 'pg_catalog'::regnamespace
        and not exists (select 1 from unnest(proargtypes) t where t = 'internal'::regtype)),
    counted as (select proname, string_agg(distinct count, ' ' order by count) as counts from shown group by 1)
    select counts as name, string_agg(proname, ' ' order by proname) as value from counted group by 1 order by 1`,
  rowFunctions: `
    select case when proretset then 'many' else 'one' end as name, string_agg(distinct proname, ' ' order by proname) as value
    from pg_proc p join pg_type t on t.oid = prorettype where pronamespace = 'pg_catalog'::regnamespace
      and (typtype = 'c' or typname = 'record') group by 1 order by 1`,
  ownTypes: `
    select case typtype when 'p' then 'pseudo' else 'plain' end as name, string_agg(typname, ' ' order by typname) as value
    from pg_type where typnamespace = 'pg_catalog'::regnamespace and typrelid = 0 and typname !~ '^_' group by 1 order by 1`,
} as const

const shapes: Readonly<Record<keyof typeof files, string>> = {
  operatorClasses: 'The types that each operator class of a method is for.',
  defaultTypes: 'The types that have an operator class by themselves.',
  binaryCoercions: 'The types as which a type counts as it is.',
  ownCasts:
    'The types that a value of each type is made by itself where it is put into a column; besides those of texts, which any is made.',
  mutableCasts: 'Casts whose result depends on settings, by the type that they begin with.',
  overloads: 'All forms of the functions of which one is not immutable; * where arguments may be more or fewer.',
  operatorOverloads: 'The forms of operators on times.',
  systemColumns: 'The columns of each relation of pg_catalog, and of information_schema.',
  volatileFunctions: 'Functions that may give something else with each call, with how many arguments they take.',
  functionArguments: 'All functions, by how many arguments their forms take: 2, 1-3, 2+ or any number.',
  rowFunctions: 'Functions that may give rows with fields.',
  ownTypes: 'The types that are no row and no array.',
}

const ofFile: Readonly<Record<string, readonly (keyof typeof files)[]>> = {
  'catalog/fold/own-casts.ts': ['ownCasts'],
  'proofs/postgres/operator-classes.ts': ['operatorClasses', 'defaultTypes', 'binaryCoercions'],
  'proofs/postgres/overloads.ts': ['overloads'],
  'proofs/postgres/volatility.ts': ['mutableCasts', 'operatorOverloads', 'volatileFunctions'],
  'proofs/postgres/relations.ts': ['systemColumns'],
  'proofs/postgres/functions.ts': ['functionArguments', 'rowFunctions', 'ownTypes'],
}

/** Lists of plain words are kept as one text each, which is much shorter. */
function typeOf(rows: readonly Row[]): string {
  return rows.every(({ value }) => typeof value === 'string') ? 'string' : 'readonly string[]'
}

export const folder = join(fileURLToPath(new URL('..', import.meta.url)), 'src')

/** The text of each file, by its name. */
export async function postgresFacts(): Promise<Map<string, string>> {
  const db = await PGlite.create({ extensions: loadable })
  const texts = new Map<string, string>()
  for (const [name, parts] of Object.entries(ofFile)) {
    const tables: string[] = []
    for (const part of parts) tables.push(tableOf(part, shapes[part], (await db.query<Row>(files[part])).rows))
    texts.set(name, await formatted(name, tables))
  }
  const extensions = await extensionRows(db)
  const ofExtensions = 'proofs/postgres/extensions.ts'
  texts.set(
    ofExtensions,
    await formatted(
      ofExtensions,
      extensions.map(({ part, shape, rows }) => tableOf(part, shape, rows)),
    ),
  )
  await db.close()
  return texts
}

function tableOf(part: string, shape: string, rows: readonly Row[]): string {
  const lines = rows.map((row) => `${JSON.stringify(row['name'])}: ${JSON.stringify(row['value'])},`)
  return `/** ${shape} */\nexport const ${part}: Readonly<Record<string, ${typeOf(rows)}>> = lookup({\n${lines.join('\n')}\n})`
}

async function formatted(name: string, tables: readonly string[]): Promise<string> {
  const path = join(folder, name)
  const lookup = relative(dirname(path), join(folder, 'catalog')).replaceAll('\\', '/')
  const text = ['// Written by scripts/postgres-facts.ts.', `import { lookup } from '${lookup}/lookup.ts'`, ...tables].join('\n\n')
  return format(text, { ...(await resolveConfig(path)), filepath: path })
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, text] of await postgresFacts()) writeFileSync(join(folder, name), text)
