import { isClass, writtenDecorators } from '../../javascript/nodes.ts'
import { lookup } from '../../catalog/lookup.ts'
import type { Program } from '../../javascript/program.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { classAt, entriesOf, propertyOf, textOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import type { AssociationKind, Told } from './associations.ts'
import { propertiesOf, type Decorator, type Property } from './decorators.ts'
import type { Model, Spot } from './model.ts'
import type { Models } from './resolve-models.ts'

const associationKinds: Readonly<Record<string, AssociationKind>> = lookup({
  BelongsTo: 'belongsTo',
  HasOne: 'hasOne',
  HasMany: 'hasMany',
  BelongsToMany: 'belongsToMany',
})

/** What the properties of decorated classes say of other models. */
export function decoratedAssociations(program: Program, machine: Machine, models: Models): Told[] {
  return program.classes.flatMap((node): Told[] => {
    const source = writtenDecorators(node).length > 0 ? models.byNode(classAt(node, program)) : undefined
    if (!source) return []
    return propertiesOf(node, program, machine).flatMap((property) =>
      property.decorators.flatMap((decorator) => associationOf(decorator, property, source, program, machine, models)),
    )
  })
}

function associationOf(
  { name, args = [], node }: Decorator,
  property: Property,
  source: Model,
  program: Program,
  machine: Machine,
  models: Models,
): Told[] {
  const kind = associationKinds[name]
  const [getter, second, third, fourth] = args
  const target = getter && called(getter, machine)
  const model = target && models.of(target)
  if (!kind || !target || !model) return []
  const at = { node, program }
  const options = new Map(
    entriesOf(kind === 'belongsToMany' || second?.kind === 'record' ? second : undefined).map((entry) => [entry.key, entry]),
  )
  const put = (key: string, value: Value | undefined): void => {
    if (value && !options.has(key)) options.set(key, { key, value, at })
  }
  put('as', { kind: 'literal', value: property.name, at })
  if (kind === 'belongsToMany') {
    if (second && second.kind !== 'record') put('through', second)
    put('foreignKey', third)
    put('otherKey', fourth)
    const through = options.get('through')?.value
    if (through) options.set('through', { key: 'through', value: throughCalled(through, machine), at })
    const between = throughModel(through, machine, models)
    nameKey(options, 'foreignKey', between, source, machine, models, at)
    nameKey(options, 'otherKey', between, model, machine, models, at)
  } else {
    if (textOf(second) !== undefined) put('foreignKey', second)
    nameKey(options, 'foreignKey', kind === 'belongsTo' ? source : model, kind === 'belongsTo' ? model : source, machine, models, at)
  }
  const spot: Spot = { file: program.file, range: node.range }
  return [{ kind, source, target, options: { kind: 'record', entries: [...options.values()], open: false, at }, spot }]
}

function called(value: Value, machine: Machine): Value {
  return value.kind === 'function' ? machine.call(value, [], value.at) : value
}

function throughCalled(through: Value, machine: Machine): Value {
  if (through.kind !== 'record') return called(through, machine)
  return {
    ...through,
    entries: through.entries.map((entry) => (entry.key === 'model' ? { ...entry, value: called(entry.value, machine) } : entry)),
  }
}

function throughModel(through: Value | undefined, machine: Machine, models: Models): Model | undefined {
  const value = propertyOf(through, 'model') ?? through
  return value && models.of(called(value, machine))
}

/** A key without a name is that which `@ForeignKey` marks. */
function nameKey(
  options: Map<string, Entry>,
  key: string,
  holder: Model | undefined,
  related: Model,
  machine: Machine,
  models: Models,
  at: Value['at'],
): void {
  const given = options.get(key)?.value
  if (given && (textOf(given) !== undefined || propertyOf(given, 'name'))) return
  const name = holder && foreignKeyTo(holder, related, machine, models)
  if (name === undefined) return
  const entries: Entry[] = [...entriesOf(given), { key: 'name', value: { kind: 'literal', value: name, at }, at }]
  options.set(key, { key, value: { kind: 'record', entries, open: false, at }, at })
}

function foreignKeyTo(holder: Model, related: Model, machine: Machine, models: Models): string | undefined {
  const node = holder.parts.nodes.find((one) => isClass(one))
  if (!node) return undefined
  return propertiesOf(node, holder.parts.program, machine).find((property) =>
    property.decorators.some(({ name, args }) => name === 'ForeignKey' && args?.[0] && models.of(called(args[0], machine)) === related),
  )?.name
}
