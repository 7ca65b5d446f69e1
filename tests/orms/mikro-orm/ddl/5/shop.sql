create schema if not exists "catalog";

create table "organizations" ("id" uuid not null default gen_random_uuid(), "created_at" timestamptz(0) not null default now(), "updated_at" timestamptz(0) null, "deleted_at" timestamptz(0) null, "slug" varchar(80) not null, "name" varchar(255) not null, "plan" text check ("plan" in ('free', 'team')) not null default 'free', "level" smallint not null default 0, "kind" text check ("kind" in ('a', 'b')) null, "seats" int not null default 5, "label" varchar(255) not null, constraint "organizations_pkey" primary key ("id"), constraint organizations_seats_check check (seats is not null), constraint organizations_seats_check_positive check (seats > 0));
create index "organizations_deleted_at_index" on "organizations" ("deleted_at");
alter table "organizations" add constraint "organizations_slug_unique" unique ("slug");

create table "order" ("id" uuid not null default gen_random_uuid(), "created_at" timestamptz(0) not null default now(), "updated_at" timestamptz(0) null, "deleted_at" timestamptz(0) null, "number" varchar(20) not null, "organization_id" uuid not null, "buyer" uuid null, "parent_id" uuid null, "owned_id" uuid null, "loose_id" uuid not null, "org_slug" varchar(80) not null, "only_id" uuid not null, "total" numeric(12,4) not null default 0, "tax" numeric(8,2) null, "state" varchar(255) not null default 'new', "data" jsonb null, "note" text null, "at" timestamp(3) not null default current_timestamp(3), "day" timestamptz(0) null, "labels" text[] not null default '{a,b}', "names" text[] not null, "blob" bytea null, "big" bigint not null default 1, "version" int not null default 1, "open" boolean not null default true, "active" boolean null, "size" int generated always as (length(number)) stored null, "upper" varchar(255) null, constraint "order_pkey" primary key ("id"));
create index "order_deleted_at_index" on "order" ("deleted_at");
create index "order_organization_id_index" on "order" ("organization_id");
alter table "order" add constraint "order_only_id_unique" unique ("only_id");
create index "order_data_index" on "order" using gin ("data");
create index "order_open" on "order" ("number") where deleted_at is null;
create index "order_by_state" on "order" ("state", "created_at");
alter table "order" add constraint "order_organization_id_number_unique" unique ("organization_id", "number");

create table "order_related" ("order_1_id" uuid not null, "order_2_id" uuid not null, constraint "order_related_pkey" primary key ("order_1_id", "order_2_id"));

create table "an_entity_with_avery_long_name_of_its_own" ("id" bigserial primary key, "a_property_with_along_name" varchar(255) not null, "another_property_with_along_name" varchar(10) not null, "the_organization_of_this_entity_id" uuid not null);
create index "an_entity_with_avery_long_name_of_its_own_another_p_97942_index" on "an_entity_with_avery_long_name_of_its_own" ("another_property_with_along_name");
alter table "an_entity_with_avery_long_name_of_its_own" add constraint "an_entity_with_avery_long_name_of_its_own_a_proper_f9cdb_unique" unique ("a_property_with_along_name", "another_property_with_along_name");

create table "profile" ("organization_id" uuid not null, "code" varchar(3) not null, "opens" time(0) null, "each" varchar(255) null, "x" double precision null, "y" real not null, "z" int null, "words" tsvector null, "any" varchar null, constraint "profile_pkey" primary key ("organization_id"));

create table "catalog"."tag" ("id" serial primary key, "name" varchar(255) not null);
create index "tag_name_index" on "catalog"."tag" ("name");
alter table "catalog"."tag" add constraint "tag_name_key" unique ("name");

create table "order_tags" ("order_id" uuid not null, "tag_id" int not null, constraint "order_tags_pkey" primary key ("order_id", "tag_id"));

create table "order_flags" ("id" serial primary key, "order" uuid not null, "flag" int not null);

create table "member" ("organization_id" uuid not null, "tag_id" int not null, "role" varchar(255) null, constraint "member_pkey" primary key ("organization_id", "tag_id"));

create table "visit" ("id" serial primary key, "member_organization_id" uuid not null, "member_tag_id" int not null, "guest_organization_id" uuid null, "guest_tag_id" int null);
create index "visit_guest_organization_id_guest_tag_id_index" on "visit" ("guest_organization_id", "guest_tag_id");
alter table "visit" add constraint "visit_guest_organization_id_guest_tag_id_unique" unique ("guest_organization_id", "guest_tag_id");

alter table "order" add constraint "order_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on update cascade;
alter table "order" add constraint "order_buyer_foreign" foreign key ("buyer") references "organizations" ("id") on update no action on delete restrict;
alter table "order" add constraint "order_parent_id_foreign" foreign key ("parent_id") references "order" ("id") on update cascade on delete set null;
alter table "order" add constraint "order_owned_id_foreign" foreign key ("owned_id") references "organizations" ("id") on delete cascade;
alter table "order" add constraint "order_loose_id_foreign" foreign key ("loose_id") references "organizations" ("id") on update cascade;
alter table "order" add constraint "order_org_slug_foreign" foreign key ("org_slug") references "organizations" ("slug") on update cascade;
alter table "order" add constraint "order_only_id_foreign" foreign key ("only_id") references "organizations" ("id") on update cascade;

alter table "order_related" add constraint "order_related_order_1_id_foreign" foreign key ("order_1_id") references "order" ("id") on update cascade on delete cascade;
alter table "order_related" add constraint "order_related_order_2_id_foreign" foreign key ("order_2_id") references "order" ("id") on update cascade on delete cascade;

alter table "an_entity_with_avery_long_name_of_its_own" add constraint "an_entity_with_avery_long_name_of_its_own_the_org_2e79f_foreign" foreign key ("the_organization_of_this_entity_id") references "organizations" ("id") on update cascade;

alter table "profile" add constraint "profile_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on update cascade on delete cascade;

alter table "order_tags" add constraint "order_tags_order_id_foreign" foreign key ("order_id") references "order" ("id") on update cascade on delete cascade;
alter table "order_tags" add constraint "order_tags_tag_id_foreign" foreign key ("tag_id") references "catalog"."tag" ("id") on update cascade on delete cascade;

alter table "order_flags" add constraint "order_flags_order_foreign" foreign key ("order") references "order" ("id") on update cascade on delete cascade;
alter table "order_flags" add constraint "order_flags_flag_foreign" foreign key ("flag") references "catalog"."tag" ("id") on update cascade on delete cascade;

alter table "member" add constraint "member_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on update cascade;
alter table "member" add constraint "member_tag_id_foreign" foreign key ("tag_id") references "catalog"."tag" ("id") on update cascade;

alter table "visit" add constraint "visit_member_organization_id_member_tag_id_foreign" foreign key ("member_organization_id", "member_tag_id") references "member" ("organization_id", "tag_id") on update cascade;
alter table "visit" add constraint "visit_guest_organization_id_guest_tag_id_foreign" foreign key ("guest_organization_id", "guest_tag_id") references "member" ("organization_id", "tag_id") on update cascade on delete set null;

