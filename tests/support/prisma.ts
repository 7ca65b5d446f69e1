import { prismaDdl } from '../orms/prisma/support/prisma-ddl.ts'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'

/** What Prisma refuses of a schema; undefined when it takes it. */
export async function prismaRefusalOf(text: string): Promise<string | undefined> {
  try {
    await prismaDdl([{ file: 'schema.prisma', text: text.includes('datasource') ? text : datasource + text }])
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
