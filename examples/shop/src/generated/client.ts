/** As much of what Prisma generates as the shop uses, so that it compiles without being generated. */
export interface Event {
  id: string
  organizationId: string
  venueId: string
  title: string
  startsAt: Date
  publishedAt: Date | null
  archivedAt: Date | null
}

type Asked = Readonly<Record<string, unknown>>

interface Delegate<Row> {
  findMany(args: { where?: Asked; include?: Asked }): Promise<Row[]>
  update(args: { where: Asked; data: Asked }): Promise<Row>
  updateMany(args: { where: Asked; data: Asked }): Promise<{ count: number }>
}

export declare class PrismaClient {
  readonly event: Delegate<Event>
}
