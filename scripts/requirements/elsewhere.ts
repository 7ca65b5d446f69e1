/** Where what the rules say is not what the page writes down, and why. */
/** Rules of this project that say a part of what another rule of the page's vocabulary stands for. */
export const companions: Readonly<Record<string, readonly string[]>> = {
  'require-tenant-filter': ['require-tenant-with-key'],
  'require-extension': ['valid-sql', 'valid-index-method'],
  'no-low-selectivity-index': ['tenant-column-first'],
}

export interface Elsewhere {
  readonly id: string
  /** The first line of the ranges of the page. */
  readonly lines: readonly number[]
  /** What must be said there or of the schema, which the document describes without SQL: a rule's name and its message. */
  readonly said?: RegExp
  readonly why: string
}

const prose = 'that these are unique only the text says'
const ofWorkers = 'a partial index for rows of one state is for workers of all tenants, as S1-28 grants'
const commented = 'the lines of the document that stand beside the index are its reason, and are no comments'
const refresh = 'it says that the index is not built CONCURRENTLY, and nothing of the refresh'
const ofQueue = 'it is said at the query that sorts'
const onPlaceholder = 'the table is a placeholder, and not there'

export const elsewhere: readonly Elsewhere[] = [
  { id: 'S0-2', lines: [240, 556, 638], why: 'a key of what hangs on an event holds for one tenant' },
  { id: 'S0-4', lines: [645], why: 'each of them is the only index of a foreign key, and must be full for that (S0-7)' },
  { id: 'S0-5', lines: [238, 414], why: 'users keep no deleted rows in the document' },
  { id: 'S0-15', lines: [238], why: 'what is reported is a query for lower(email), and the document has none' },
  { id: 'S0-18', lines: [279], said: /^no-unknown-object: .*tags/, why: 'the column is not there, which is said' },
  { id: 'S0-21', lines: [322], said: /^require-index-justification: /, why: 'that the pattern beside an index and its condition differ' },
  { id: 'S0-27', lines: [69, 90], why: 'it asks for the event, as S0-28 does of the same line' },
  { id: 'S0-32', lines: [934], said: /^valid-sql: /, why: 'the statement cannot be parsed, which is said' },
  {
    id: 'S0-39',
    lines: [1427, 1477],
    why: 'the way back is looked for in migrations of the tools that this project reads, and Ecto is none',
  },
  { id: 'S0-47', lines: [1605], said: /^no-unknown-object: /, why: onPlaceholder },
  { id: 'S0-51', lines: [402], why: commented },
  { id: 'S0-52', lines: [433], why: commented },
  { id: 'S0-53', lines: [459], why: commented },
  { id: 'S0-57', lines: [579], why: prose },
  { id: 'S0-58', lines: [607], why: commented },
  { id: 'S0-60', lines: [684], said: /^require-foreign-key-index: .*orders.*user_id/, why: 'the foreign key stands in the schema' },
  { id: 'S0-62', lines: [748], said: /^require-foreign-key-index: .*scans.*organization_id/, why: 'the foreign key stands in the schema' },
  { id: 'S0-66', lines: [855], why: commented },
  { id: 'S0-64', lines: [796], why: 'S0-2 calls the same line wrong' },
  { id: 'S1-1', lines: [29], why: commented },
  { id: 'S1-5', lines: [215, 354], why: ofWorkers },
  {
    id: 'S1-13',
    lines: [228],
    said: /^require-foreign-key-index: .*revenue_ledger.*allocation_id/,
    why: 'the foreign key stands in the schema',
  },
  { id: 'S1-26', lines: [308, 323, 338], why: refresh },
  { id: 'S1-27', lines: [354], why: ofWorkers },
  { id: 'S2-4', lines: [44], why: 'S2-5 and S2-7 ask for what is said' },
  { id: 'S2-7', lines: [27], said: /^valid-sql: /, why: 'the statement cannot be parsed, which is said' },
  { id: 'S2-9', lines: [62], said: /^valid-sql: /, why: 'columns without a statement cannot be parsed, which is said' },
  {
    id: 'S2-24',
    lines: [284],
    said: /^require-foreign-key-index: .*tickets.*order_id/,
    why: 'the join goes by order_id, whose index is missing',
  },
  { id: 'S2-27', lines: [325], why: prose },
  { id: 'S2-33', lines: [360], why: 'the sections have no tenant column that the view could keep' },
  {
    id: 'S2-36',
    lines: [441],
    why: 'the steps are in order, and each of them still waits or reads the table',
  },
  { id: 'S2-38', lines: [459], why: 'S2-37 and S2-39 call what stands there wrong' },
  {
    id: 'S3-2',
    lines: [114],
    why: ofQueue,
  },
  { id: 'S3-3', lines: [114], why: ofQueue },
  {
    id: 'S3-7',
    lines: [88],
    why: 'who pages through the rows that are not deleted by id passes over none of the others with it, which the key alone cannot do',
  },
  { id: 'S3-8', lines: [358], said: /^require-foreign-key-index: .*execution_logs.*task_id/, why: 'the foreign key stands in the schema' },
  { id: 'S3-11', lines: [78], why: 'the document has no tenants, and the page asks to be silent then' },
  { id: 'S3-15', lines: [101], said: /^require-columns: .*(?:token|key)/, why: 'the column stands in the schema' },
  { id: 'S3-17', lines: [114], why: ofQueue },
  { id: 'S3-19', lines: [130], why: 'the comment above them is a reason, and the page calls the same lines right' },
  { id: 'S3-20', lines: [147], why: 'the columns are jsonb' },
  { id: 'S3-28', lines: [239, 242], said: /^no-unknown-object: /, why: onPlaceholder },
  {
    id: 'S3-39',
    lines: [358],
    said: /^require-foreign-key-index: .*execution_logs.*task_id/,
    why: 'the foreign key that lacks its index is told once',
  },
  { id: 'S4-6', lines: [79], why: prose },
  {
    id: 'S4-10',
    lines: [114],
    said: /^require-foreign-key-index: .*credittransaction/i,
    why: 'the foreign key that lacks its index is told once',
  },
  { id: 'S4-12', lines: [132], why: 'without a LIMIT all the rows are read whatever their order' },
  { id: 'S4-22', lines: [163], why: 'it follows from the index that is refused before, which is said' },
]

/** Statements that Postgres refuses for one before them, of which it is said: by document, variant and line. */
export const follows: readonly { readonly document: string; readonly lines: readonly number[] }[] = [
  { document: '002', lines: [431] },
  { document: '004', lines: [163, 164] },
]
