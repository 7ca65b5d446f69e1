create table "animal" ("id" serial primary key, "kind" text not null, "lives" int null default 9, "tricks" varchar(255) null);
create index "animal_kind_index" on "animal" ("kind");
alter table "animal" add constraint "animal_kind_check" check ("kind" in ('cat', 'dog'));

create table "further" ("id" serial primary key, "at" timestamptz not null, "a" varchar(255) not null, "b" varchar(255) not null);

create table "person" ("id" serial primary key, "at" timestamptz not null, "name" varchar(255) not null, "type" text not null, "salary" int null, "mentor_id" int null, "cars" int null);
create index "person_type_index" on "person" ("type");
alter table "person" add constraint "person_cars_unique" unique ("cars");
create index "person_cars_index" on "person" ("cars");
alter table "person" add constraint "person_type_check" check ("type" in ('person', 'employee', 'boss'));

create table "plain" ("id" serial primary key, "at" timestamptz not null, "a" varchar(255) not null);

alter table "person" add constraint "person_mentor_id_foreign" foreign key ("mentor_id") references "person" ("id") on delete set null;
