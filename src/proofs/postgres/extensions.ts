// Written by scripts/postgres-facts.ts.

import { lookup } from '../../catalog/lookup.ts'

/** The functions of each extension that Postgres has none of the name of. */
export const extensionFunctions: Readonly<Record<string, string>> = lookup({
  btree_gist:
    'cash_dist date_dist float4_dist float8_dist gist_translate_cmptype_btree int2_dist int4_dist int8_dist interval_dist oid_dist time_dist ts_dist tstz_dist',
  citext:
    'citext citext_cmp citext_eq citext_ge citext_gt citext_hash citext_hash_extended citext_larger citext_le citext_lt citext_ne citext_pattern_cmp citext_pattern_ge citext_pattern_gt citext_pattern_le citext_pattern_lt citext_smaller citextsend',
  cube: 'cube cube_cmp cube_contained cube_contains cube_coord cube_coord_llur cube_dim cube_distance cube_enlarge cube_eq cube_ge cube_gt cube_inter cube_is_point cube_le cube_ll_coord cube_lt cube_ne cube_overlap cube_size cube_subset cube_union cube_ur_coord distance_chebyshev distance_taxicab',
  earthdistance: 'earth earth_box earth_distance gc_to_sec geo_distance latitude ll_to_earth longitude sec_to_gc',
  fuzzystrmatch: 'daitch_mokotoff difference dmetaphone dmetaphone_alt levenshtein levenshtein_less_equal metaphone soundex text_soundex',
  hstore:
    'akeys avals defined delete each exist exists_all exists_any fetchval hs_concat hs_contained hs_contains hstore hstore_cmp hstore_eq hstore_ge hstore_gt hstore_hash hstore_hash_extended hstore_le hstore_lt hstore_ne hstore_to_array hstore_to_json hstore_to_json_loose hstore_to_jsonb hstore_to_jsonb_loose hstore_to_matrix hstore_version_diag isdefined isexists populate_record skeys slice slice_array svals tconvert',
  intarray:
    '_int_contained _int_contains _int_different _int_inter _int_overlap _int_same _int_union boolop icount idx intarray_del_elem intarray_push_array intarray_push_elem intset intset_subtract intset_union_elem rboolop sort sort_asc sort_desc subarray uniq',
  isn: 'btean13cmp btisbn13cmp btisbncmp btismn13cmp btismncmp btissn13cmp btissncmp btupccmp hashean13 hashisbn hashisbn13 hashismn hashismn13 hashissn hashissn13 hashupc is_valid isbn isbn13 ismn ismn13 isn_weak isneq isnge isngt isnle isnlt isnne issn issn13 make_valid upc',
  ltree:
    '_lt_q_regex _lt_q_rregex _ltq_extract_regex _ltq_regex _ltq_rregex _ltree_extract_isparent _ltree_extract_risparent _ltree_isparent _ltree_r_isparent _ltree_r_risparent _ltree_risparent _ltxtq_exec _ltxtq_extract_exec _ltxtq_rexec hash_ltree hash_ltree_extended index lca lt_q_regex lt_q_rregex ltq_regex ltq_rregex ltree2text ltree_addltree ltree_addtext ltree_cmp ltree_eq ltree_ge ltree_gt ltree_isparent ltree_le ltree_lt ltree_ne ltree_risparent ltree_textadd ltxtq_exec ltxtq_rexec nlevel subltree subpath text2ltree',
  pg_buffercache:
    'pg_buffercache_evict pg_buffercache_evict_all pg_buffercache_evict_relation pg_buffercache_numa_pages pg_buffercache_pages pg_buffercache_summary pg_buffercache_usage_counts',
  pg_stat_statements: 'pg_stat_statements pg_stat_statements_info pg_stat_statements_reset',
  pg_trgm:
    'set_limit show_limit show_trgm similarity similarity_dist similarity_op strict_word_similarity strict_word_similarity_commutator_op strict_word_similarity_dist_commutator_op strict_word_similarity_dist_op strict_word_similarity_op word_similarity word_similarity_commutator_op word_similarity_dist_commutator_op word_similarity_dist_op word_similarity_op',
  pgcrypto:
    'armor crypt dearmor decrypt decrypt_iv digest encrypt encrypt_iv fips_mode gen_random_bytes gen_salt hmac pgp_armor_headers pgp_key_id pgp_pub_decrypt pgp_pub_decrypt_bytea pgp_pub_encrypt pgp_pub_encrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea pgp_sym_encrypt pgp_sym_encrypt_bytea',
  seg: 'seg_center seg_cmp seg_contained seg_contains seg_different seg_ge seg_gt seg_inter seg_le seg_left seg_lower seg_lt seg_over_left seg_over_right seg_overlap seg_right seg_same seg_size seg_union seg_upper',
  tablefunc: 'connectby crosstab crosstab2 crosstab3 crosstab4 normal_rand',
  unaccent: 'unaccent',
  'uuid-ossp':
    'uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500',
})

/** The functions of each extension that Postgres has some of the name of. */
export const sharedFunctions: Readonly<Record<string, string>> = lookup({
  citext:
    'max min regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table replace split_part strpos texticlike texticnlike texticregexeq texticregexne translate',
  intarray: 'querytree',
  pgcrypto: 'gen_random_uuid',
  plpgsql: 'plpgsql_call_handler plpgsql_inline_handler plpgsql_validator',
})

/** The types of each extension. */
export const extensionTypes: Readonly<Record<string, string>> = lookup({
  btree_gist: 'gbtreekey16 gbtreekey2 gbtreekey32 gbtreekey4 gbtreekey8 gbtreekey_var',
  citext: 'citext',
  cube: 'cube',
  earthdistance: 'earth',
  hstore: 'ghstore hstore',
  intarray: 'intbig_gkey query_int',
  isn: 'ean13 isbn isbn13 ismn ismn13 issn issn13 upc',
  ltree: 'lquery ltree ltree_gist ltxtquery',
  pg_trgm: 'gtrgm',
  seg: 'seg',
})

/** The operator classes of each extension that Postgres has none of the name of. */
export const extensionClasses: Readonly<Record<string, string>> = lookup({
  btree_gist:
    'gist_bit_ops gist_bool_ops gist_bpchar_ops gist_bytea_ops gist_cash_ops gist_cidr_ops gist_date_ops gist_enum_ops gist_float4_ops gist_float8_ops gist_inet_ops gist_int2_ops gist_int4_ops gist_int8_ops gist_interval_ops gist_macaddr8_ops gist_macaddr_ops gist_numeric_ops gist_oid_ops gist_text_ops gist_time_ops gist_timestamp_ops gist_timestamptz_ops gist_timetz_ops gist_uuid_ops gist_vbit_ops',
  citext: 'citext_ops citext_pattern_ops',
  cube: 'cube_ops gist_cube_ops',
  hstore: 'btree_hstore_ops gin_hstore_ops gist_hstore_ops hash_hstore_ops',
  intarray: 'gin__int_ops gist__int_ops gist__intbig_ops',
  isn: 'ean13_ops isbn13_ops isbn_ops ismn13_ops ismn_ops issn13_ops issn_ops upc_ops',
  ltree: 'gist__ltree_ops gist_ltree_ops hash_ltree_ops ltree_ops',
  pg_trgm: 'gin_trgm_ops gist_trgm_ops',
  seg: 'gist_seg_ops seg_ops',
})

/** The operators of each extension that Postgres has none of the name of. */
export const extensionOperators: Readonly<Record<string, string>> = lookup({
  cube: '<#> <=> ~>',
  earthdistance: '<@>',
  hstore: '#<# #<=# #= #># #>=# %# %%',
  ltree: '?<@ ?@ ?@> ?~ ^<@ ^? ^@> ^~',
  pg_trgm: '%> %>> <% <->> <->>> <<% <<-> <<<->',
})

/** The columns of each relation of an extension, by the name of both. */
export const extensionColumns: Readonly<Record<string, string>> = lookup({
  'pg_buffercache pg_buffercache':
    'bufferid relfilenode reltablespace reldatabase relforknumber relblocknumber isdirty usagecount pinning_backends',
  'pg_buffercache pg_buffercache_numa': 'bufferid os_page_num numa_node',
  'pg_stat_statements pg_stat_statements':
    'userid dbid toplevel queryid query plans total_plan_time min_plan_time max_plan_time mean_plan_time stddev_plan_time calls total_exec_time min_exec_time max_exec_time mean_exec_time stddev_exec_time rows shared_blks_hit shared_blks_read shared_blks_dirtied shared_blks_written local_blks_hit local_blks_read local_blks_dirtied local_blks_written temp_blks_read temp_blks_written shared_blk_read_time shared_blk_write_time local_blk_read_time local_blk_write_time temp_blk_read_time temp_blk_write_time wal_records wal_fpi wal_bytes wal_buffers_full jit_functions jit_generation_time jit_inlining_count jit_inlining_time jit_optimization_count jit_optimization_time jit_emission_count jit_emission_time jit_deform_count jit_deform_time parallel_workers_to_launch parallel_workers_launched stats_since minmax_stats_since',
  'pg_stat_statements pg_stat_statements_info': 'dealloc stats_reset',
})
