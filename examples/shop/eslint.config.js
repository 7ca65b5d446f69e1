import tenancy from 'eslint-plugin-tenancy'

export default [
  ...tenancy.configs.strict,
  {
    settings: {
      tenancy: {
        // Right: the migrations make the schema. They would be found without this, too.
        schema: ['migrations/*.sql'],
        // Wrong: no file is there. Without the two slashes, every file with SQL would say so.
        // schema: ['db/migrations/*.sql'],

        // Wrong: the tables have another column than this. That would be said at the table of the tenants.
        // tenantColumns: ['account_id'],

        // Right: these were run before anybody sold a ticket, so nobody waited for them.
        migrations: { after: '0007_refunds' },

        // Right: a trigger says whose an entry is, see migrations/0004_audit.sql.
        filledByTrigger: ['audit_entries'],
        // Wrong: no setting has this name; that would be said in every file, too.
        // filledByTriggers: ['audit_entries'],
      },
    },
  },
]
