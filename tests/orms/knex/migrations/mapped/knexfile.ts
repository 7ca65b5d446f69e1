import { knexSnakeCaseMappers } from 'objection'

export default { client: 'pg', ...knexSnakeCaseMappers({ underscoreBeforeDigits: true }) }
