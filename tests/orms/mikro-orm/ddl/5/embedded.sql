create table "country" ("code" varchar(2) not null, constraint "country_pkey" primary key ("code"));

create table "person" ("id" int not null, "name" varchar(255) not null, "home_street" varchar(255) not null, "home_postal_code" varchar(255) not null, "home_extra" varchar(255) null, "home_country_code" varchar(2) not null, "home_other_latitude" double precision not null, "home_whole" jsonb not null, "lng" double precision not null, "w_street" varchar(255) null, "w_postal_code" varchar(255) null, "w_extra" varchar(255) null, "w_country_code" varchar(2) null, "w_other_latitude" double precision null, "w_whole" jsonb null, "p_label" varchar(255) not null, "geo_latitude" double precision not null, "latitude" double precision not null, "data" jsonb null, "points" jsonb not null, constraint "person_pkey" primary key ("id"));
create index "person_home_postal_code_index" on "person" ("home_postal_code");
alter table "person" add constraint "person_home_extra_unique" unique ("home_extra");
create index "person_w_postal_code_index" on "person" ("w_postal_code");
alter table "person" add constraint "person_w_extra_unique" unique ("w_extra");

alter table "person" add constraint "person_home_country_code_foreign" foreign key ("home_country_code") references "country" ("code") on update cascade;
alter table "person" add constraint "person_w_country_code_foreign" foreign key ("w_country_code") references "country" ("code") on update cascade on delete set null;

