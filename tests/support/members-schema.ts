/** A schema of Prisma of which organizations have members, projects, and tasks of these. */
export const membersSchema = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id       String    @id
    members  Member[]
    projects Project[]
  }
  model User {
    id      String   @id
    members Member[]
  }
  model Member {
    id             String       @id
    userId         String
    role           String
    organizationId String
    user           User         @relation(fields: [userId], references: [id])
    organization   Organization @relation(fields: [organizationId], references: [id])
    @@unique([userId, organizationId])
  }
  model Project {
    id             String       @id
    organizationId String
    creatorId      String
    organization   Organization @relation(fields: [organizationId], references: [id])
    tasks          Task[]
  }
  model Task {
    id        String  @id
    title     String
    projectId String
    project   Project @relation(fields: [projectId], references: [id])
  }`
