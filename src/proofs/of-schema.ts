import type { Catalog } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Settings } from '../settings/settings.ts'

/** What is made of a catalog and the settings, once for both. */
export function onceOfSchema<T>(
  make: (catalog: Catalog, settings: Readonly<Settings>) => T,
): (catalog: Catalog, settings: Readonly<Settings>) => T {
  const bySettings = onceFor((catalog: Catalog) => onceFor((settings: Readonly<Settings>) => make(catalog, settings)))
  return (catalog, settings) => bySettings(catalog)(settings)
}
