create table "app_orgs" ("id" uuid not null default gen_random_uuid(), "name" varchar(60) not null, "kind" text check ("kind" in ('a', 'b')) not null default 'a', constraint "app_orgs_pkey" primary key ("id"));

create table "app_orders" ("id" uuid not null default gen_random_uuid(), "organization_id" uuid not null, "code" varchar(12) not null, "total" numeric(14,2) not null default 0, "the_tax" numeric(14,2) null default 0, "rate" numeric(14,4) not null default 0, constraint "app_orders_pkey" primary key ("id"));
create index "app_orders_organization_id_index" on "app_orders" ("organization_id");
create index "by_total" on "app_orders" ("total");
alter table "app_orders" add constraint "app_orders_key" unique ("organization_id", "code");

alter table "app_orders" add constraint "app_orders_organization_id_foreign" foreign key ("organization_id") references "app_orgs" ("id") on update cascade on delete cascade;

