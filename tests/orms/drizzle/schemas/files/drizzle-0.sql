CREATE SCHEMA "sales";

CREATE TYPE "public"."post_status" AS ENUM('draft', 'live');
CREATE TYPE "public"."plan" AS ENUM('free', 'paid');
CREATE TABLE "posts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"status" "post_status" DEFAULT 'draft',
	"all" "post_status"[] DEFAULT '{"draft","live"}' NOT NULL
);

CREATE TABLE "app_members" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"rank" integer DEFAULT -1,
	"score" real DEFAULT 1.5
);

CREATE TABLE "app_organizations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"plan" "plan" DEFAULT 'free' NOT NULL,
	"parent_code" varchar(24),
	"code" varchar(24) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "app_organizations_code_unique" UNIQUE("code"),
	CONSTRAINT "app_organizations_slug_unique" UNIQUE("slug")
);

CREATE TABLE "sales"."orders" (
	"organization_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"post_id" uuid,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orders_organization_id_number_pk" PRIMARY KEY("organization_id","number")
);

ALTER TABLE "app_members" ADD CONSTRAINT "app_members_organization_id_app_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."app_organizations"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "app_organizations" ADD CONSTRAINT "app_organizations_parent_code_app_organizations_code_fk" FOREIGN KEY ("parent_code") REFERENCES "public"."app_organizations"("code") ON DELETE no action ON UPDATE no action;
ALTER TABLE "sales"."orders" ADD CONSTRAINT "orders_organization_id_app_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."app_organizations"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "sales"."orders" ADD CONSTRAINT "orders_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE restrict;
CREATE INDEX "app_members_organization_id_index" ON "app_members" USING btree ("organization_id");
CREATE INDEX "organizations_createdAt_idx" ON "app_organizations" USING btree ("created_at","id");
CREATE INDEX "organizations_deletedAt_idx" ON "app_organizations" USING btree ("deleted_at","id");
CREATE UNIQUE INDEX "orders_note" ON "sales"."orders" USING btree (lower("note")) WHERE "sales"."orders"."note" is null;
CREATE INDEX "orders_two" ON "sales"."orders" USING btree ("organization_id") WHERE ("sales"."orders"."note" is null and "sales"."orders"."number" > 5);
