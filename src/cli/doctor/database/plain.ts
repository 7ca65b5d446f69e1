/** What a database holds, in words that the catalog has too. */
export interface PlainDatabase {
  readonly tables: readonly PlainTable[]
  readonly types: readonly string[]
  readonly sequences: readonly string[]
  readonly functions: readonly string[]
  readonly extensions: readonly string[]
  readonly schemas: readonly string[]
}

export interface PlainTable {
  /** `schema.name`. */
  readonly name: string
  /** The letter that Postgres has for it. */
  readonly kind: string
  readonly columns: readonly PlainColumn[]
  readonly keys: readonly PlainKey[]
  readonly foreignKeys: readonly PlainForeignKey[]
  readonly checks: readonly { readonly name: string; readonly state: ConstraintState; readonly expression: string }[]
  readonly indexes: readonly PlainIndex[]
  /** Of all constraints, those included that the catalog of the files does not keep. */
  readonly constraintNames: readonly string[]
  readonly rowSecurity: string
  readonly policies: readonly PlainPolicy[]
  readonly triggers: readonly string[]
  readonly partitionOf: readonly string[]
  readonly parents: readonly string[]
  readonly partitionBy: string | null
  readonly securityInvoker: boolean
}

export type ConstraintState = '' | 'not valid' | 'not enforced'

export interface PlainColumn {
  readonly name: string
  readonly type: string
  readonly collation: string | null
  readonly notNull: boolean
  /** Of its NOT NULL constraint, where Postgres keeps one. */
  readonly constraint: string | null
  readonly hasDefault: boolean
  readonly default: string | null
  readonly generated: string | null
  readonly identity: string | null
}

/** A primary key, unique or exclusion constraint. */
export interface PlainKey {
  readonly kind: 'p' | 'u' | 'x'
  readonly name: string
  readonly columns: readonly string[]
  readonly index: string
}

export interface PlainForeignKey {
  readonly name: string
  readonly columns: readonly string[]
  /** The schema is left out where it is `public`. */
  readonly target: string
  readonly references: readonly string[]
  readonly onDelete: string
  readonly onUpdate: string
  readonly deferrable: boolean
  readonly state: ConstraintState
}

export interface PlainPolicy {
  readonly name: string
  readonly rest: string
  readonly using: string | null
  readonly withCheck: string | null
}

export interface PlainIndexKey {
  readonly key: string
  readonly order: string
  readonly operatorClass: string | null
  readonly collation: string | null
  /** Of an exclusion constraint. */
  readonly operator: string | null
}

export interface PlainIndex {
  readonly name: string
  readonly method: string
  readonly unique: boolean
  readonly nullsNotDistinct: boolean
  readonly valid: boolean
  readonly keys: readonly PlainIndexKey[]
  readonly include: readonly string[]
  readonly predicate: string | null
  readonly constraint: string | null
  readonly ofParent: boolean
}
