import { isSecret, readAddress } from '../src/proofs/connection-url.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-plaintext-secret',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow passwords of the database in the code',
      presets: {},
    },
    schema: [],
    messages: {
      address:
        'The password of {{user}} at {{host}} stands in the code, so whoever may read the repository may log in, also long after it was removed. Take it from the environment, and change it in the database.',
      statement:
        'The password of {{user}} stands in the code and in the logs of the server, so whoever may read either may log in. Set it outside the repository, with \\password of psql or from a secret of the deployment.',
    },
  },
  create(context) {
    return {
      connections(connections) {
        for (const { text, range } of connections) {
          const { user, password, host, isLocal } = readAddress(text)
          if (!password || isLocal) continue
          const data = { user: user === undefined || user === '' ? 'a user' : user, host: host ?? 'a host' }
          context.report({ messageId: 'address', range: [range[0] + password[0], range[0] + password[1]], data })
        }
      },
      document({ statements }) {
        for (const { statement, source, holes } of statements) {
          const command = statement?.command
          if (command?.kind !== 'role' || !command.password) continue
          const { text, range: written } = command.password
          const range = source.hostRange(written)
          // A variable of psql stands behind a colon.
          const isFilledIn =
            context.textAt([range[0] - 1, range[0]]) === ':' || holes.some(({ range: [from, to] }) => from < range[1] && range[0] < to)
          if (isFilledIn || !isSecret(text) || /^(?:md5[\da-f]{32}|SCRAM-SHA-256\$.*)$/.test(text)) continue
          context.report({ messageId: 'statement', range, data: { user: command.name ?? 'a role' } })
        }
      },
    }
  },
})
