CREATE TABLE "task" ("id" uuid NOT NULL DEFAULT uuid_generate_v4(), "projectId" character varying NOT NULL, "title" character varying, CONSTRAINT "PK_fb213f79ee45060ba925ecd576e" PRIMARY KEY ("id"));
CREATE VIEW "task_count" AS 
  SELECT "projectId", count(*) AS "n" FROM "task" GROUP BY "projectId";
CREATE VIEW "busy_projects" AS SELECT "projectId" FROM "task_count" WHERE "n" > 10;
CREATE MATERIALIZED VIEW "sales"."task_titles" AS SELECT "id", "title" FROM "task";
CREATE VIEW "open_tasks" AS SELECT "id" FROM "task" WHERE "title" IS NULL;
