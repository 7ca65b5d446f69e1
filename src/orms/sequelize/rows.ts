import { propertyName, type Node } from '../../javascript/nodes.ts'
import { originsOf } from '../../javascript/symbolic/declared.ts'
import { isSpread, recordParts } from '../../javascript/symbolic/collections.ts'
import type { Kind, Value } from '../../javascript/symbolic/value.ts'
import type { CallScene } from '../query-reader.ts'
import { waysOf } from '../ways.ts'
import { associationCall } from './association-names.ts'
import type { KnownModels } from './known-models.ts'
import type { Model } from './model.ts'
import { modelOfThis, receiverOf } from './receivers.ts'

/** A row, or several. */
export interface RowsOf {
  readonly model: Model
  /** It is not in the database yet, and is given these values. */
  readonly built?: Value | undefined
  readonly isBuilt?: boolean
  /** Where it is made. */
  readonly madeAt?: Value['at']
}

const findsRows =
  /^(?:findAll|findOne|findByPk|findAndCountAll|findOrCreate|findOrBuild|findCreateFind|create|bulkCreate|upsert|reload|save|update)$/

const maxSteps = 12

/** The model that a value is a row of, or several. */
export function rowsOf(value: Value, scene: CallScene, models: KnownModels, steps = 0): RowsOf | undefined {
  if (steps > maxSteps) return undefined
  const further = (next: Value): RowsOf | undefined => rowsOf(next, scene, models, steps + 1)
  const ways = waysOf(value)
  if (ways) {
    return sameModel(ways.of.map(further))
  }
  switch (value.kind) {
    case 'call':
      return ofCall(value, scene, models, further)
    case 'member':
      return ofMember(value, scene, models, further)
    case 'symbol':
      return ofSymbol(value, scene, models, further)
    case 'record': {
      const [first] = recordParts(value)
      return first && isSpread(first) ? further(first.spread) : undefined
    }
    case 'instance': {
      const model = models.of(value)
      return model && { model }
    }
    default:
      return undefined
  }
}

/** What cannot be seen is taken to be what the others are. */
function sameModel(all: readonly (RowsOf | undefined)[]): RowsOf | undefined {
  const found = all.filter((one) => one !== undefined)
  const [first] = found
  return first && found.every(({ model }) => model === first.model) ? { model: first.model } : undefined
}

/** The same of an expression, also of a variable whose properties are set on the way. */
export function rowsAt(value: Value, at: Value['at'], scene: CallScene, models: KnownModels): RowsOf | undefined {
  const own = rowsOf(value, scene, models)
  const { node, program } = at
  const binding = own || node.type !== 'Identifier' ? undefined : program.named(node)
  if (!binding) return own
  const set = binding.writes.flatMap((write) =>
    write.type === 'AssignmentExpression' && write.left.type === 'Identifier' && write.operator === '=' ? [write.right] : [],
  )
  const sources = [...(binding.init && binding.property === undefined && binding.kind !== 'item' ? [binding.init] : []), ...set]
  return sameModel(sources.map((source) => rowsOf(scene.machine.answer({ node: source, program }), scene, models)))
}

type Further = (next: Value) => RowsOf | undefined

function ofCall(value: Kind<'call'>, scene: CallScene, models: KnownModels, further: Further): RowsOf | undefined {
  const { callee, args } = value
  if (value.isNew) {
    const model = receiverOf(callee, 'build', scene, models)?.model
    return model && { model, isBuilt: value.at.node.type === 'NewExpression', built: args[0], madeAt: value.at }
  }
  if (callee.kind !== 'member') return undefined
  const { name, object } = callee
  if (name === 'build' || findsRows.test(name)) {
    const receiver = receiverOf(object, name, scene, models)
    if (receiver) return { model: receiver.model, ...(name === 'build' && { isBuilt: true, built: args[0], madeAt: value.at }) }
  }
  if (/^(?:find|filter|slice|sort|reverse|at|pop|shift|then|catch|reload|save|update|setDataValue|set)$/.test(name)) return further(object)
  const asked = associationCall(name, args)
  const row = asked && further(object)
  const related = row && asked.find(models.relatedTo(row.model))
  return related && /^(?:get|create)$/.test(related.verb) ? { model: related.related.target } : undefined
}

function ofMember(value: Kind<'member'>, scene: CallScene, models: KnownModels, further: Further): RowsOf | undefined {
  const { object, name } = value
  if (/^(?:\d+|rows)$/.test(name)) return further(object)
  const declared = typed(value, scene, models)
  if (declared) return declared
  const row = further(object)
  const related = row && models.relatedTo(row.model).find(({ as }) => as === name)
  return related && { model: related.target }
}

function ofSymbol(value: Kind<'symbol'>, scene: CallScene, models: KnownModels, further: Further): RowsOf | undefined {
  if (value.name === 'this') {
    const model = modelOfThis(value, scene, models)
    return model && { model }
  }
  return typed(value, scene, models) ?? givenByLoop(value, scene, further)
}

/** What its type says. */
function typed(value: Value, scene: CallScene, models: KnownModels): RowsOf | undefined {
  for (const origin of originsOf(value, scene.machine)) {
    const model = origin !== value && origin.kind === 'call' && origin.isNew ? models.of(origin.callee) : undefined
    if (model) return { model }
  }
  return undefined
}

/** `for (const row of rows)`, `rows.map((row) => …)` */
function givenByLoop({ name, declared }: Kind<'symbol'>, { machine }: CallScene, further: Further): RowsOf | undefined {
  if (!declared) return undefined
  const { node, program } = declared
  const binding = program.bindingOf(name, node)
  const source = binding?.kind === 'item' ? binding.init : binding?.kind === 'parameter' ? listOfCallback(node, program) : undefined
  return source && further(machine.answer({ node: source, program }))
}

function listOfCallback(parameter: Node, program: Value['at']['program']): Node | undefined {
  const call = program.callGiving(parameter)
  if (!call) return undefined
  const { callee } = call
  return callee.type === 'MemberExpression' && /^(?:map|forEach|flatMap|filter|some|every|find|then)$/.test(propertyName(callee) ?? '')
    ? callee.object
    : undefined
}
