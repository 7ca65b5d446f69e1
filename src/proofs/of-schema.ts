import type { Catalog } from '../catalog/catalog.ts'
import type { Settings } from '../settings/settings.ts'

/** What is made of a catalog and the settings, once for both. */
export function onceOfSchema<T>(
  make: (catalog: Catalog, settings: Readonly<Settings>) => T,
): (catalog: Catalog, settings: Readonly<Settings>) => T {
  const known = new WeakMap<Catalog, WeakMap<object, T>>()
  return (catalog, settings) => {
    const bySettings = known.get(catalog) ?? new WeakMap<object, T>()
    known.set(catalog, bySettings)
    const before = bySettings.get(settings) ?? make(catalog, settings)
    bySettings.set(settings, before)
    return before
  }
}
