const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** https://www.postgresql.org/docs/current/functions-aggregate.html */
const aggregates = words(`
  count sum avg min max array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg json_agg_strict jsonb_agg_strict
  json_object_agg_strict json_object_agg_unique json_object_agg_unique_strict jsonb_object_agg_strict jsonb_object_agg_unique
  jsonb_object_agg_unique_strict json_array_agg json_objectagg json_arrayagg bool_and bool_or every bit_and
  bit_or bit_xor any_value xmlagg range_agg range_intersect_agg stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop
  covar_samp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy percentile_cont percentile_disc
  mode`)

const volatile = words(`
  random random_normal clock_timestamp timeofday nextval setval currval lastval gen_random_uuid gen_random_bytes uuid_generate_v1
  uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7 pg_sleep txid_current pg_advisory_lock pg_try_advisory_lock set_config`)

/** Those that give one column of a plain type, which is called as they are. */
const scalarSets = words(`
  unnest generate_series generate_subscripts json_array_elements json_array_elements_text jsonb_array_elements jsonb_array_elements_text
  json_object_keys jsonb_object_keys regexp_split_to_table string_to_table jsonb_path_query`)

const recordSets = words(`
  json_each json_each_text jsonb_each jsonb_each_text json_populate_recordset jsonb_populate_recordset json_to_recordset jsonb_to_recordset
  regexp_matches`)

/** Operators that give something although a side is NULL: arrays are joined to NULL. */
const lenient = words('||')

export function isAggregate(name: string): boolean {
  return aggregates.has(name)
}

/** May give another result for each row. */
export function isVolatile(name: string): boolean {
  return volatile.has(name)
}

export function isSetReturning(name: string): boolean {
  return scalarSets.has(name) || recordSets.has(name)
}

export function isScalarSet(name: string): boolean {
  return scalarSets.has(name)
}

const ofElements = words('json_array_elements json_array_elements_text jsonb_array_elements jsonb_array_elements_text')

/** What the one column of such a function is called, whatever alias the function has; undefined where it has the alias. */
export function ownColumnName(name: string): string | undefined {
  return ofElements.has(name) ? 'value' : undefined
}

export function isStrictOperator(name: string): boolean {
  return !lenient.has(name)
}
