import tenancy from 'eslint-plugin-tenancy'

export default [...tenancy.configs.recommended, { settings: { tenancy: { schema: ['migrations/*.sql'] } } }]
