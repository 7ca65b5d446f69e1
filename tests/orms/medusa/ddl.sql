create table "brand" ("id" text not null, "name" text not null, "handle" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "brand_pkey" primary key ("id"));
CREATE UNIQUE INDEX IF NOT EXISTS "IDX_brand_name_unique" ON "brand" ("name") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "brand_by_handle" ON "brand" ("handle") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_brand_deleted_at" ON "brand" ("deleted_at") WHERE deleted_at IS NULL;

create table "brand_detail" ("id" text not null, "text" text not null default 'none', "brand_id" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "brand_detail_pkey" primary key ("id"));
CREATE UNIQUE INDEX IF NOT EXISTS "IDX_brand_detail_brand_id_unique" ON "brand_detail" ("brand_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_brand_detail_deleted_at" ON "brand_detail" ("deleted_at") WHERE deleted_at IS NULL;

create table "category" ("code" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "category_pkey" primary key ("code"));
CREATE INDEX IF NOT EXISTS "IDX_category_deleted_at" ON "category" ("deleted_at") WHERE deleted_at IS NULL;

create table "contact" ("id" text not null, "email" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "contact_pkey" primary key ("id"));
CREATE INDEX IF NOT EXISTS "IDX_contact_deleted_at" ON "contact" ("deleted_at") WHERE deleted_at IS NULL;

create table "counter" ("id" serial primary key, "loose_id" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null);
CREATE INDEX IF NOT EXISTS "IDX_counter_loose_id" ON "counter" ("loose_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_counter_deleted_at" ON "counter" ("deleted_at") WHERE deleted_at IS NULL;

create table "shop_product" ("id" text not null, "title" text not null, "weight" real null, "height" integer not null default 0, "price" numeric not null, "fee" numeric null, "least" numeric not null default 10, "status" text check ("status" in ('draft', 'live')) not null default 'draft', "kind" text check ("kind" in ('a', 'b')) null, "live" boolean not null default false, "at" timestamptz null, "data" jsonb null, "settings" jsonb not null default '{"a":1,"b":["x"]}', "tags_list" text[] null, "order_no" serial, "brand_id" text not null, "parent_id" text null, "contact_id" text null, "raw_price" jsonb not null, "raw_fee" jsonb null, "raw_least" jsonb not null default '{"value":"10","precision":20}', "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "shop_product_pkey" primary key ("id"), constraint product_height check (height >= 0), constraint shop_product_check check (weight > 0));
CREATE INDEX IF NOT EXISTS "IDX_shop_product_live" ON "shop_product" ("live") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_shop_product_brand_id" ON "shop_product" ("brand_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_shop_product_parent_id" ON "shop_product" ("parent_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_shop_product_deleted_at" ON "shop_product" ("deleted_at") WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "IDX_shop_product_title_brand_id_unique" ON "shop_product" ("title", "brand_id") WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_shop_product_status" ON "shop_product" ("status") WHERE status = 'live' AND deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "IDX_shop_product_kind_at" ON "shop_product" ("kind", "at") WHERE kind = 'a' AND at IS NOT NULL AND live IS TRUE AND deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS "product_data" ON "shop_product" USING GIN ("data");

create table "product_in_category" ("product" text not null, "category" text not null, constraint "product_in_category_pkey" primary key ("product", "category"));

create table "product_tag" ("id" text not null, "value" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "product_tag_pkey" primary key ("id"));
CREATE INDEX IF NOT EXISTS "IDX_product_tag_deleted_at" ON "product_tag" ("deleted_at") WHERE deleted_at IS NULL;

create table "product_tag_shop_products" ("product_tag_id" text not null, "product_id" text not null, constraint "product_tag_shop_products_pkey" primary key ("product_tag_id", "product_id"));

alter table "brand_detail" add constraint "brand_detail_brand_id_foreign" foreign key ("brand_id") references "brand" ("id") on update cascade on delete cascade;

alter table "counter" add constraint "counter_loose_id_foreign" foreign key ("loose_id") references "category" ("code") on update cascade;

alter table "shop_product" add constraint "shop_product_brand_id_foreign" foreign key ("brand_id") references "brand" ("id") on update cascade on delete cascade;
alter table "shop_product" add constraint "shop_product_parent_id_foreign" foreign key ("parent_id") references "shop_product" ("id") on update cascade on delete set null;
alter table "shop_product" add constraint "shop_product_contact_id_foreign" foreign key ("contact_id") references "contact" ("id") on update cascade on delete set null;

alter table "product_in_category" add constraint "product_in_category_product_foreign" foreign key ("product") references "shop_product" ("id") on update cascade on delete cascade;
alter table "product_in_category" add constraint "product_in_category_category_foreign" foreign key ("category") references "category" ("code") on update cascade on delete cascade;

alter table "product_tag_shop_products" add constraint "product_tag_shop_products_product_tag_id_foreign" foreign key ("product_tag_id") references "product_tag" ("id") on update cascade on delete cascade;
alter table "product_tag_shop_products" add constraint "product_tag_shop_products_product_id_foreign" foreign key ("product_id") references "shop_product" ("id") on update cascade on delete cascade;

