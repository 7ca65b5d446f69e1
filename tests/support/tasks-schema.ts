/** A schema of Prisma of which organizations have projects, and tasks of these, each with its own column for the tenant. */
export const tasksSchema = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id       String    @id
    projects Project[]
    tasks    Task[]
  }
  model Project {
    id             String       @id
    organizationId String
    creatorId      String
    organization   Organization @relation(fields: [organizationId], references: [id])
    tasks          Task[]
  }
  model Task {
    id             String       @id
    title          String
    projectId      String
    organizationId String
    project        Project      @relation(fields: [projectId], references: [id])
    organization   Organization @relation(fields: [organizationId], references: [id])
  }`
