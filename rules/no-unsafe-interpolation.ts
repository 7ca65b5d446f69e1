import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-unsafe-interpolation',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow values that become part of the text of a query instead of being bound to it',
      presets: { essential: 'error', recommended: 'error', strict: ['error', { checkText: true }] },
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkText: { type: 'boolean', description: 'Also report names and pieces of SQL that are put into a query and cannot be seen.' },
        },
      },
    ],
    defaultOptions: [{ checkText: false }],
    messages: {
      value:
        '{{value}} becomes part of the text of this query, so whoever decides on it can change the query and read the rows of every tenant. Bind it as a parameter.',
      setting:
        "{{value}} becomes part of the text of this SET, which takes no parameters, so whoever decides on it can change the statement. Set it by one that does: SELECT set_config('{{name}}', $1, {{isLocal}}).",
      request:
        '{{value}} becomes a name or a piece of this query, so whoever sends the request can change the query and read the rows of every tenant. Choose it from constants, or let the library quote it as an identifier.',
      text: '{{value}} becomes a name or a piece of this query, and where it comes from cannot be seen. Choose it from constants, or let the library quote it as an identifier.',
      bind: 'Bind {{value}} as a parameter.',
    },
  },
  create(context) {
    const [{ checkText }] = context.options
    return {
      splices(splices) {
        for (const { range, text, isValue, isRequested, setting, bind } of splices) {
          if (!isValue && !isRequested && !checkText) continue
          const data = { value: text, name: setting?.name ?? '', isLocal: String(setting?.isLocal) }
          const suggest = bind.length > 0 ? [{ messageId: 'bind' as const, data, edits: bind }] : []
          context.report({ messageId: isValue ? (setting ? 'setting' : 'value') : isRequested ? 'request' : 'text', range, data, suggest })
        }
      },
    }
  },
})
