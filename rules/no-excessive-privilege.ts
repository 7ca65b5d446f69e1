import { readAddress } from '../src/proofs/connection-url.ts'
import { excessOf } from '../src/proofs/excessive-privilege.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-excessive-privilege',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow roles and grants that may do more than an application needs',
      presets: {},
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          allowedRoles: {
            type: 'array',
            items: { type: 'string' },
            description: 'Roles that may have everything, such as those that run migrations.',
          },
        },
      },
    ],
    defaultOptions: [{ allowedRoles: ['postgres'] as string[] }],
    messages: {
      power:
        '{{power}} lets {{role}} read and change the rows of every tenant, since row-level security does not hold for it. Leave it out, and give the role what its queries need.',
      member:
        'As a member of {{power}}, {{role}} may do what no policy and no grant forbids it any more. Grant it the privileges that its queries need instead.',
      all: 'GRANT ALL ON {{object}} also lets {{role}} empty tables and make triggers and foreign keys, which no application needs. Name the privileges that its queries need.',
      makes: 'GRANT ALL ON {{object}} also lets {{role}} make {{makes}} there, which no application needs. Grant it {{enough}}.',
      public:
        'What is granted to PUBLIC, every role of the server has, also those that are made later. Grant it on {{object}} to the roles that need it.',
      superuser:
        'As postgres, whoever connects to {{host}} is a superuser, for whom no policy and no missing grant counts. Connect as a role of the application.',
    },
  },
  create(context) {
    const [{ allowedRoles }] = context.options
    return {
      document({ statements }) {
        for (const { statement, source } of statements) {
          for (const { kind, range, ...data } of statement?.command ? excessOf(statement.command, allowedRoles) : []) {
            context.report({ messageId: kind, range: source.hostRange(range), data })
          }
        }
      },
      connections(connections) {
        for (const { text, range } of connections) {
          const { user, host, isLocal } = readAddress(text)
          if (user === 'postgres' && !isLocal) context.report({ messageId: 'superuser', range, data: { host: host ?? 'the host' } })
        }
      },
    }
  },
})
