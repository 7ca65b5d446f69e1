CREATE SCHEMA "billing";

CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"display_name" text NOT NULL UNIQUE,
	"created_at" timestamp(6) with time zone DEFAULT now(),
	"amount" numeric(8,2) DEFAULT '5' CONSTRAINT "given" UNIQUE,
	"meta" jsonb DEFAULT '{"b":"it''s","aa":[1,true,null]}',
	"list" text[] DEFAULT '{a b,c}'::text[] NOT NULL,
	"grid" integer[][],
	"raw" bytea,
	"born" date DEFAULT '2020-01-01',
	CONSTRAINT "accounts_display_name_created_at_unique" UNIQUE("display_name","created_at")
);

CREATE TABLE "camel" (
	"someId" integer
);

CREATE TABLE "x_created" (
	"some_id" integer PRIMARY KEY
);

ALTER TABLE "x_created" ENABLE ROW LEVEL SECURITY;
CREATE TABLE "billing"."invoices" (
	"invoice_no" integer PRIMARY KEY,
	"account_id" uuid,
	"is_paid" boolean DEFAULT false
);

CREATE TABLE "secured" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "secured_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"accountId" uuid NOT NULL,
	"otherId" uuid CONSTRAINT "other_unique" UNIQUE NULLS NOT DISTINCT
);

ALTER TABLE "secured" ENABLE ROW LEVEL SECURITY;
CREATE TABLE "a_table_with_a_name_that_is_longer_than_what_fits" (
	"and_a_column_with_a_long_name" uuid,
	"anotherColumnWithALongName" uuid UNIQUE
);

CREATE INDEX "accounts_created_at_index" ON "accounts" ("created_at" DESC);
CREATE INDEX "partial" ON "secured" ("otherId") WHERE "otherId" = '00000000-0000-0000-0000-000000000000';
ALTER TABLE "billing"."invoices" ADD CONSTRAINT "invoices_account_id_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id");
ALTER TABLE "secured" ADD CONSTRAINT "to_account" FOREIGN KEY ("accountId") REFERENCES "accounts"("id") ON DELETE RESTRICT;
ALTER TABLE "secured" ADD CONSTRAINT "secured_otherId_accounts_id_fkey" FOREIGN KEY ("otherId") REFERENCES "accounts"("id");
ALTER TABLE "a_table_with_a_name_that_is_longer_than_what_fits" ADD CONSTRAINT "6FKJjbRNbmNa_fkey" FOREIGN KEY ("and_a_column_with_a_long_name") REFERENCES "accounts"("id");
CREATE VIEW "paid" AS (select "invoice_no", "invoice_no" * 2 as "twice" from "billing"."invoices" where "billing"."invoices"."is_paid" = true);
