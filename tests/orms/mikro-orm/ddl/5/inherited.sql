create table "animal" ("id" serial primary key, "kind" text check ("kind" in ('cat', 'dog')) not null, "lives" int null, "tricks" varchar(255) null);
create index "animal_kind_index" on "animal" ("kind");

create table "further" ("id" serial primary key, "at" timestamptz(0) not null, "a" varchar(255) not null, "b" varchar(255) not null);

create table "person" ("id" serial primary key, "at" timestamptz(0) not null, "name" varchar(255) not null, "type" text check ("type" in ('person', 'employee', 'boss')) not null, "salary" int null, "mentor_id" int null, "cars" int null);
create index "person_type_index" on "person" ("type");
alter table "person" add constraint "person_cars_unique" unique ("cars");
create index "person_cars_index" on "person" ("cars");

create table "plain" ("id" serial primary key, "at" timestamptz(0) not null, "a" varchar(255) not null);

alter table "person" add constraint "person_mentor_id_foreign" foreign key ("mentor_id") references "person" ("id") on update cascade on delete set null;

