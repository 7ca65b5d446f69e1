CREATE TABLE "items" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	"name" varchar(50) NOT NULL,
	"odd name" text,
	"price" numeric DEFAULT '1.5',
	"qty" integer DEFAULT 0 NOT NULL,
	"big" numeric(6,2) DEFAULT 1 + 1,
	"deleted_at" timestamp(3),
	"since" timestamp DEFAULT '2024-02-03 04:05:06.123',
	"sinceTz" timestamp with time zone DEFAULT timezone('utc'::text, now()),
	"day" date DEFAULT CURRENT_DATE,
	"at" time DEFAULT '10:00:00',
	"flags" boolean[] DEFAULT '{t,f}'::boolean[],
	"conf" json DEFAULT '{"a":1}',
	"confB" jsonb DEFAULT '{}' NOT NULL,
	"words" text[] DEFAULT ARRAY[]::text[],
	"total" numeric GENERATED ALWAYS AS (price * qty) STORED,
	"doc" jsonb,
	CONSTRAINT "items_qty" CHECK ("qty" >= 0 and "odd name" <> 'x'),
	CONSTRAINT "items_name" CHECK (((("name" is not null)) or (not ("qty" > 1))))
);

CREATE UNIQUE INDEX "items_lower_name" ON "items" (lower("name"));
CREATE UNIQUE INDEX "items_active" ON "items" ("name") WHERE deleted_at is null;
CREATE INDEX "items_many" ON "items" ("qty","price" desc nulls last,("qty" + 1));
CREATE INDEX "items_op" ON "items" ("name" varchar_pattern_ops);
CREATE INDEX "items_doc" ON "items" USING gin ("doc" jsonb_path_ops);
CREATE INDEX "items_brin" ON "items" USING brin ("since");
CREATE VIEW "built" AS (select "id", "qty" from "items" where ("items"."name" is not null));
CREATE VIEW "cheap" AS (select "items"."id", "items"."name" from "items" where "items"."price" < 5);
CREATE MATERIALIZED VIEW "counted" AS (select count(*)::int as n from "items");
