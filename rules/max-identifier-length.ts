import { lengthFaults, renaming } from '../src/proofs/identifier-length.ts'
import { shorterName } from '../src/proofs/shorter-name.ts'
import { defineRule, type Edit, type PlacedName, type Suggestion } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'max-identifier-length',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow names over 63 bytes, which Postgres cuts without an error',
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      cut: "The {{role}} name '{{name}}' has {{bytes}} bytes. Postgres keeps 63 and silently calls it '{{cut}}', so tools that look for the whole name miss it. Give it a shorter name.",
      collision:
        "The {{role}} name '{{name}}' and the {{otherRole}} name '{{other}}'{{where}} are both '{{cut}}' once Postgres has cut them to 63 bytes, so they are one name. Shorten them so that they differ.",
      skipped:
        "'{{name}}' and '{{other}}'{{where}} are both '{{cut}}' once Postgres has cut them to 63 bytes, so IF NOT EXISTS finds the first and never creates this {{role}}. Shorten them so that they differ.",
      refused:
        "The enum label '{{name}}' has {{bytes}} bytes. Postgres refuses labels over 63, so this statement fails. Give it a shorter label.",
      useShorter: "Rename it to '{{name}}' everywhere in this file.",
      useCut: "Write '{{name}}', the name that Postgres gives it now.",
    },
  },
  create(context) {
    return {
      names(names) {
        for (const fault of lengthFaults(names, context.catalog, context.file)) {
          const {
            bytes,
            name: { text: name, range, role },
          } = fault
          const suggest = renames(name, names)
          if (fault.kind === 'refused') context.report({ messageId: 'refused', range, data: { name, bytes }, suggest })
          else if (fault.kind === 'cut') {
            const { cut } = fault
            suggest.push(...suggestion('useCut', name, cut, names))
            const remedy = fault.name.defines ? renaming(fault.name, context.catalog, context.file) : undefined
            context.report({ messageId: 'cut', range, data: { role, name, bytes, cut }, suggest, remedy })
          } else {
            const { cut, other } = fault
            context.report({
              messageId: fault.kind,
              range,
              data: { role, name, other: other.text, otherRole: other.role, where: context.named(other.file), cut },
              suggest,
            })
          }
        }
      },
    }
  },
})

/** Renames every mention of the name in the file, to one that no other name there has. */
function renames(text: string, names: readonly PlacedName[]): Suggestion<'useShorter' | 'useCut'>[] {
  const taken = new Set(names.map((name) => name.text))
  const name = shorterName(text, (candidate) => taken.has(candidate))
  return suggestion('useShorter', text, name, names)
}

/** None where a mention cannot be renamed. */
function suggestion<Id extends 'useShorter' | 'useCut'>(
  messageId: Id,
  from: string,
  to: string,
  names: readonly PlacedName[],
): Suggestion<Id>[] {
  const edits = names.flatMap((name) => (name.text === from ? [name.rename(to)] : []))
  if (edits.includes(undefined)) return []
  return [{ messageId, data: { name: to }, edits: distinct(edits.flatMap((edit) => edit ?? [])) }]
}

/** A text that is a part of several queries is mentioned in each. */
function distinct(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((edit) => [edit.range.join(), edit])).values()]
}
