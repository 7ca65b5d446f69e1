import { readAddress } from '../src/proofs/connection-url.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-sslmode',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require an encrypted connection in the addresses of databases on other hosts',
      presets: {},
    },
    schema: [],
    messages: {
      missing:
        'Nothing says that the connection to {{host}} is encrypted, so whoever is on the way may read the password and all rows. Add sslmode=verify-full, or sslmode=require where the host has no certificate to verify.',
      weak: 'With sslmode={{sslmode}} the connection to {{host}} may go unencrypted, so whoever is on the way may read the password and all rows. Write sslmode=verify-full, or sslmode=require where the host has no certificate to verify.',
    },
  },
  create(context) {
    return {
      connections(connections) {
        for (const { text, range, hasSslOption } of connections) {
          const { host, isLocal, sslmode } = readAddress(text)
          if (host === undefined || isLocal || sslmode === undefined) continue
          if (sslmode === '' && !hasSslOption) context.report({ messageId: 'missing', range, data: { host } })
          if (/^(?:disable|allow|prefer)$/.test(sslmode)) context.report({ messageId: 'weak', range, data: { host, sslmode } })
        }
      },
    }
  },
})
