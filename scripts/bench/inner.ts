/** What is measured by itself, as `npm run bench` builds it. */
export { Fold } from '../../src/catalog/fold.ts'
export { readState } from '../../src/catalog/read-state.ts'
export { loadSchema, schemaFor } from '../../src/project/project.ts'
export { Judge } from '../../src/proofs/tenant/judge.ts'
export { defaultSettings } from '../../src/settings/settings.ts'
export { engineNamed } from '../../src/sql/engines.ts'
