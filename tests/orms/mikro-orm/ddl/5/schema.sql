create schema if not exists "app";

create table "app"."shops" ("id" serial primary key, "created_at" timestamptz(0) not null default now(), "updated_at" timestamptz(3) not null default current_timestamp(3), "money" numeric(20,2) not null, "ip" varchar(39) not null, "own" jsonb null, "texts" text[] null, "title" varchar(60) not null, "state" text check ("state" in ('on', 'off')) not null default 'on', "states" text[] not null default '{on}', "grade" smallint null, "identity" int not null, "parent_id" int null);
create index "shops_title_index" on "app"."shops" ("title");
create index "shops_state" on "app"."shops" ("state", "title");
alter table "app"."shops" add constraint "shops_title_parent_id_unique" unique ("title", "parent_id");

create table "item" ("shop_id" int not null, "line" int not null, "note" text null, "flag" boolean not null default false, constraint "item_pkey" primary key ("shop_id", "line"));

create table "app"."partners" ("shop_1_id" int not null, "shop_2_id" int not null, constraint "partners_pkey" primary key ("shop_1_id", "shop_2_id"));

alter table "app"."shops" add constraint "shops_parent_id_foreign" foreign key ("parent_id") references "app"."shops" ("id") on update cascade on delete set null;

alter table "item" add constraint "item_shop_id_foreign" foreign key ("shop_id") references "app"."shops" ("id") on update cascade;

alter table "app"."partners" add constraint "partners_shop_1_id_foreign" foreign key ("shop_1_id") references "app"."shops" ("id") on update cascade on delete cascade;
alter table "app"."partners" add constraint "partners_shop_2_id_foreign" foreign key ("shop_2_id") references "app"."shops" ("id") on update cascade on delete cascade;

