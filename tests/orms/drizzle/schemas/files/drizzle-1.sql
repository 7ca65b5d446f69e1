CREATE SCHEMA "sales";

CREATE TYPE "post_status" AS ENUM('draft', 'live');
CREATE TYPE "plan" AS ENUM('free', 'paid');
CREATE TABLE "posts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"status" "post_status" DEFAULT 'draft'::"post_status",
	"all" "post_status"[] DEFAULT '{draft,live}'::"post_status"[] NOT NULL
);

CREATE TABLE "app_members" (
	"id" serial PRIMARY KEY,
	"organization_id" uuid NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"rank" integer DEFAULT -1,
	"score" real DEFAULT 1.5
);

CREATE TABLE "app_organizations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"slug" text NOT NULL UNIQUE,
	"plan" "plan" DEFAULT 'free'::"plan" NOT NULL,
	"parent_code" varchar(24),
	"code" varchar(24) NOT NULL UNIQUE,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);

CREATE TABLE "sales"."orders" (
	"organization_id" uuid,
	"number" integer,
	"post_id" uuid,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_pkey" PRIMARY KEY("organization_id","number")
);

CREATE INDEX "app_members_organization_id_index" ON "app_members" ("organization_id");
CREATE INDEX "organizations_createdAt_idx" ON "app_organizations" ("created_at","id");
CREATE INDEX "organizations_deletedAt_idx" ON "app_organizations" ("deleted_at","id");
CREATE UNIQUE INDEX "orders_note" ON "sales"."orders" (lower("note")) WHERE ("note" is null);
CREATE INDEX "orders_two" ON "sales"."orders" ("organization_id") WHERE ((("note" is null)) and ("number" > 5));
ALTER TABLE "app_members" ADD CONSTRAINT "app_members_organization_id_app_organizations_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "app_organizations"("id") ON DELETE CASCADE;
ALTER TABLE "app_organizations" ADD CONSTRAINT "app_organizations_parent_code_app_organizations_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "app_organizations"("code");
ALTER TABLE "sales"."orders" ADD CONSTRAINT "orders_organization_id_app_organizations_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "app_organizations"("id");
ALTER TABLE "sales"."orders" ADD CONSTRAINT "orders_post_id_posts_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts"("id") ON UPDATE RESTRICT;
