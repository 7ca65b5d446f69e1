import { PrismaClient, type Event } from './generated/client.ts'

const prisma = new PrismaClient()

interface Wanted {
  organizationId?: string
  title?: string
}

// Right: `organizationId` is always there. What else is asked may be left out.
export async function eventsOnSale(organizationId: string, wanted: Wanted): Promise<Event[]> {
  return prisma.event.findMany({
    where: {
      organizationId,
      title: wanted.title,
      archivedAt: null,
    },
    include: { venue: true },
  })
}

// Wrong: Prisma leaves out what is undefined, and gives the events of everybody.
export async function findEvents(wanted: Wanted): Promise<Event[]> {
  return prisma.event.findMany({
    where: { organizationId: wanted.organizationId },
  })
}

// Wrong: whoever knows the id of an event changes it.
export async function renameEvent(id: string, title: string): Promise<void> {
  await prisma.event.update({ where: { id }, data: { title } })
}

// Right: both are asked for.
export async function renameOwnEvent(
  organizationId: string,
  id: string,
  title: string,
): Promise<void> {
  await prisma.event.update({
    where: { organizationId_id: { organizationId, id } },
    data: { title },
  })
}

// Wrong: one way in, the condition is not there.
export async function publish(organizationId: string, isOperator: boolean): Promise<void> {
  const where: { organizationId?: string; publishedAt: null } = {
    publishedAt: null,
  }
  if (!isOperator) where.organizationId = organizationId
  await prisma.event.updateMany({ where, data: { publishedAt: new Date() } })
}
