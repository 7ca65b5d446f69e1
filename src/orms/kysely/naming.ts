import { Machine } from '../../javascript/symbolic/machine.ts'
import { itemsOf, propertyOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { asWritten, snakeCase } from '../mapped-names.ts'
import type { World } from '../orm.ts'
import { isOn } from '../node-pg-migrate/values.ts'
import type { Naming } from './expressions.ts'

const configs = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((ending) => `kysely.config.${ending}`)

/** What the plugins that `kysely.config.ts` names make of names. */
export function namingFor(file: string, world: World): Naming {
  const config = world.nearest(file, configs)
  const program = config === undefined ? undefined : world.program(config)
  const shown = program && new Machine(world.modules).shown(program, 'default')
  const settings = shown?.kind === 'call' ? shown.args[0] : shown
  return camelNaming([...pluginsOf(settings), ...pluginsOf(propertyOf(settings, 'kysely'))]) ?? asWritten
}

/** What the plugins of `new Kysely({ … })` make of names, as far as they are seen. */
export function pluginNaming(options: Value | undefined): Naming {
  return camelNaming(pluginsOf(options)) ?? asWritten
}

/** The same; undefined where not all of them are seen. */
export function seenNaming(options: Kind<'record'>): Naming | undefined {
  const plugins = propertyOf(options, 'plugins')
  const isSeen = plugins ? plugins.kind === 'list' && !plugins.open && plugins.items.every(isOfPackage) : !options.open
  return camelNaming(itemsOf(plugins)) ?? (isSeen ? asWritten : undefined)
}

function isOfPackage(plugin: Value): boolean {
  return plugin.kind === 'call' && plugin.callee.kind === 'import'
}

function camelNaming(plugins: readonly Value[]): Naming | undefined {
  const camel = plugins.find(
    (plugin) => plugin.kind === 'call' && plugin.callee.kind === 'import' && plugin.callee.name === 'CamelCasePlugin',
  )
  return camel?.kind === 'call' ? snakeCase((option) => isOn(camel.args[0], option), 'kysely') : undefined
}

/** Of a configuration, or of `new Kysely({ … })`. */
function pluginsOf(value: Value | undefined): readonly Value[] {
  return itemsOf(propertyOf(value?.kind === 'call' ? value.args[0] : value, 'plugins'))
}
