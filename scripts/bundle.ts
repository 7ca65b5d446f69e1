import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'

/**
 * Puts the modules together: a process that lints one file spends its time on reading them one by one otherwise. What a machine need not read
 * is left out, and what is no ASCII is written as an escape, since each letter of a text takes twice the memory where one of them needs it; names stay, for traces of errors.
 */
export async function bundle(entryPoints: readonly string[], outdir: string, outbase = '.'): Promise<void> {
  await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: [...entryPoints],
    outdir,
    outbase,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    charset: 'ascii',
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
  })
}
