CREATE TABLE "org_members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"org_id" uuid,
	"unit_no" integer,
	"boss_id" uuid
);
--> statement-breakpoint
CREATE TABLE "org_units" (
	"org_id" uuid NOT NULL,
	"unit_no" integer NOT NULL,
	"display_name" text,
	"html_body" text,
	"keptName" text,
	"created_at" timestamp DEFAULT now(),
	CONSTRAINT "org_units_org_id_unit_no_pk" PRIMARY KEY("org_id","unit_no"),
	CONSTRAINT "org_units_displayName_unique" UNIQUE("display_name"),
	CONSTRAINT "org_units_keptName_unique" UNIQUE("keptName"),
	CONSTRAINT "org_units_displayName_createdAt_unique" UNIQUE("display_name","created_at"),
	CONSTRAINT "checked" CHECK ("org_units"."unit_no" > 0)
);
--> statement-breakpoint
ALTER TABLE "org_members" ADD CONSTRAINT "org_members_org_id_unit_no_org_units_org_id_unit_no_fk" FOREIGN KEY ("org_id","unit_no") REFERENCES "public"."org_units"("org_id","unit_no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_members" ADD CONSTRAINT "org_members_boss_id_org_members_id_fk" FOREIGN KEY ("boss_id") REFERENCES "public"."org_members"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "org_units_created_at_keptName_index" ON "org_units" USING btree ("created_at" DESC NULLS LAST,"keptName");--> statement-breakpoint
CREATE UNIQUE INDEX "named" ON "org_units" USING btree ("html_body") WHERE "org_units"."created_at" is not null;