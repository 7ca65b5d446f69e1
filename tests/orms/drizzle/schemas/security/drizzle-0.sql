CREATE TABLE "closed" (
	"id" integer
);

ALTER TABLE "closed" ENABLE ROW LEVEL SECURITY;
CREATE TABLE "notes" (
	"id" integer PRIMARY KEY NOT NULL,
	"task_id" integer,
	"body" text
);

ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;
CREATE TABLE "open" (
	"id" integer
);

CREATE TABLE "tasks" (
	"id" integer PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL
);

ALTER TABLE "tasks" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "through_task" ON "notes" AS PERMISSIVE FOR ALL TO "app", current_user USING (exists (select 1 from "tasks" where "tasks"."id" = "notes"."task_id"));
CREATE POLICY "crud-authenticated-policy-select" ON "notes" AS PERMISSIVE FOR SELECT TO "authenticated" USING (true);
CREATE POLICY "crud-authenticated-policy-insert" ON "notes" AS PERMISSIVE FOR INSERT TO "authenticated" WITH CHECK ("notes"."body" is not null);
CREATE POLICY "crud-authenticated-policy-update" ON "notes" AS PERMISSIVE FOR UPDATE TO "authenticated" USING ("notes"."body" is not null) WITH CHECK ("notes"."body" is not null);
CREATE POLICY "crud-authenticated-policy-delete" ON "notes" AS PERMISSIVE FOR DELETE TO "authenticated" USING ("notes"."body" is not null);
CREATE POLICY "own_tasks" ON "tasks" AS PERMISSIVE FOR ALL TO "app" USING (organization_id = current_setting('app.organization')::uuid) WITH CHECK (organization_id = current_setting('app.organization')::uuid);
CREATE POLICY "linked" ON "tasks" AS PERMISSIVE FOR DELETE TO public USING (true);
