import tenancy from 'eslint-plugin-tenancy'

export default [
  ...tenancy.configs.strict,
  {
    settings: {
      tenancy: {
        // Wrong: the key is `filledByTrigger`. Without the two slashes, every file with SQL would say so.
        // filledByTriggers: ['audit_entries'],
        // Right: a trigger says whose an entry is, see migrations/0004_audit.sql.
        filledByTrigger: ['audit_entries'],
      },
    },
  },
]
