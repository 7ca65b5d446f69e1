import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'require-exemption-reason',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require a reason in each comment that switches rules of this plugin off',
      presets: { strict: 'error' },
    },
    schema: [],
    messages: {
      unexplained:
        'This comment switches {{rules}} off and does not say why, so nobody can tell later whether it is still right. Write the reason behind two dashes: `{{rules}} -- why`.',
      all: 'This comment switches all rules off, those that keep tenants apart among them, and does not say why. Name the rules that are meant, and write the reason behind two dashes: `-- why`.',
    },
  },
  create(context) {
    return {
      exemptions(exemptions) {
        for (const { range, rules, reason, silencesItself } of exemptions) {
          if (reason !== '') continue
          const data = { rules: rules.join(', ') }
          context.report({ messageId: rules.length > 0 ? 'unexplained' : 'all', range, data, isUnsilenced: silencesItself })
        }
      },
    }
  },
})
