import { bundle } from './bundle.ts'

await bundle(['index.ts', 'src/cli/main.ts'], 'dist')
