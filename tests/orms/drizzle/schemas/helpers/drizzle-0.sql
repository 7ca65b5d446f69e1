CREATE SCHEMA "deep";

CREATE TYPE "public"."kinds" AS ENUM('x', 'y');
CREATE TABLE "deep"."x" (
	"id" uuid PRIMARY KEY NOT NULL
);

CREATE TABLE "one" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text
);

CREATE TABLE "three" (
	"by" uuid,
	"at" timestamp (3) with time zone DEFAULT (now() AT TIME ZONE 'utc'::text) NOT NULL,
	"n" integer DEFAULT 7,
	"s" varchar(10) DEFAULT 'a',
	CONSTRAINT "uq" UNIQUE("n","by"),
	CONSTRAINT "c" CHECK (("three"."n" >= 0 and "three"."n" < 10))
);

CREATE TABLE "two" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"one_id" uuid
);

CREATE TABLE "prof" (
	"id" uuid PRIMARY KEY NOT NULL
);

ALTER TABLE "prof" ENABLE ROW LEVEL SECURITY;
CREATE TABLE "with_keys" (
	"a" integer,
	"b" integer,
	"k" "kinds" NOT NULL,
	CONSTRAINT "with_keys_a_b_pk" PRIMARY KEY("a","b")
);

ALTER TABLE "three" ADD CONSTRAINT "three_by_x_id_fk" FOREIGN KEY ("by") REFERENCES "deep"."x"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "three" ADD CONSTRAINT "self_fk" FOREIGN KEY ("by") REFERENCES "deep"."x"("id") ON DELETE set null ON UPDATE cascade;
ALTER TABLE "two" ADD CONSTRAINT "two_one_id_one_id_fk" FOREIGN KEY ("one_id") REFERENCES "public"."one"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "one_tenant_idx" ON "one" USING btree ("tenant_id");
CREATE UNIQUE INDEX "u" ON "three" USING btree ("n") WHERE ("three"."s" = 'a');
CREATE INDEX "ix" ON "three" USING btree (("at" at time zone 'utc'));
CREATE INDEX "two_tenant_idx" ON "two" USING btree ("tenant_id");
CREATE VIEW "public"."v" WITH (security_invoker = true) AS (select "three"."n" from "three" join "one" on "one"."id" = "three"."by");
CREATE VIEW "public"."vv" AS (select "three"."n", "one"."name" from "three" left join "one" on "one"."id" = "three"."by");
CREATE POLICY "pol" ON "prof" AS PERMISSIVE FOR SELECT TO "authenticated" USING ("prof"."id" is not null);
