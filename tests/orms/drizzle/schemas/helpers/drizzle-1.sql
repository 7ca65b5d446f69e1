CREATE SCHEMA "deep";

CREATE TYPE "kinds" AS ENUM('x', 'y');
CREATE TABLE "deep"."x" (
	"id" uuid PRIMARY KEY
);

CREATE TABLE "one" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"tenant_id" uuid NOT NULL,
	"name" text
);

CREATE TABLE "three" (
	"by" uuid,
	"at" timestamp(3) with time zone DEFAULT (now() AT TIME ZONE 'utc'::text) NOT NULL,
	"n" integer DEFAULT 7,
	"s" varchar(10) DEFAULT 'a',
	CONSTRAINT "uq" UNIQUE("n","by"),
	CONSTRAINT "c" CHECK ((("n" >= 0) and ("n" < 10)))
);

CREATE TABLE "two" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"tenant_id" uuid NOT NULL,
	"one_id" uuid
);

CREATE TABLE "prof" (
	"id" uuid PRIMARY KEY
);

ALTER TABLE "prof" ENABLE ROW LEVEL SECURITY;
CREATE TABLE "with_keys" (
	"a" integer,
	"b" integer,
	"k" "kinds" NOT NULL,
	CONSTRAINT "with_keys_pkey" PRIMARY KEY("a","b")
);

CREATE INDEX "one_tenant_idx" ON "one" ("tenant_id");
CREATE UNIQUE INDEX "u" ON "three" ("n") WHERE ("s" = 'a');
CREATE INDEX "ix" ON "three" (("at" at time zone 'utc'));
CREATE INDEX "two_tenant_idx" ON "two" ("tenant_id");
ALTER TABLE "three" ADD CONSTRAINT "three_by_x_id_fkey" FOREIGN KEY ("by") REFERENCES "deep"."x"("id");
ALTER TABLE "three" ADD CONSTRAINT "self_fk" FOREIGN KEY ("by") REFERENCES "deep"."x"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "two" ADD CONSTRAINT "two_one_id_one_id_fkey" FOREIGN KEY ("one_id") REFERENCES "one"("id");
CREATE VIEW "v" WITH (security_invoker = true) AS (select "three"."n" from "three" join "one" on "one"."id" = "three"."by");
CREATE VIEW "vv" AS (select "three"."n", "one"."name" from "three" left join "one" on "one"."id" = "three"."by");
CREATE POLICY "pol" ON "prof" AS PERMISSIVE FOR SELECT TO "authenticated" USING ("prof"."id" is not null);
