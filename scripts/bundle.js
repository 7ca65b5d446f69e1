/** Puts the modules together: a process that lints one file spends its time on reading them one by one otherwise. */
import { build } from 'esbuild'

await build({
  absWorkingDir: new URL('..', import.meta.url).pathname,
  entryPoints: ['index.ts', 'src/cli/main.ts'],
  outdir: 'dist',
  outbase: '.',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  charset: 'utf8',
  logLevel: 'warning',
})
