create table "country" ("code" varchar(2) not null, primary key ("code"));

create table "person" ("id" int not null, "name" varchar(255) not null, "home_street" varchar(255) not null, "home_postal_code" varchar(255) not null, "home_extra" varchar(255) null, "home_country_code" varchar(2) not null, "home_other_latitude" double precision not null, "home_whole" jsonb not null, "home_other_lng" double precision not null, "w_street" varchar(255) null, "w_postal_code" varchar(255) null, "w_extra" varchar(255) null, "w_country_code" varchar(2) null, "w_other_latitude" double precision null, "w_whole" jsonb null, "w_other_lng" double precision null, "p_label" varchar(255) not null, "p_geo_latitude" double precision not null, "p_geo_lng" double precision not null, "p_rel_latitude" double precision not null, "p_rel_lng" double precision not null, "p_latitude" double precision not null, "p_lng" double precision not null, "data" jsonb null, "points" jsonb not null, primary key ("id"));
create index "person_home_postal_code_index" on "person" ("home_postal_code");
alter table "person" add constraint "person_home_extra_unique" unique ("home_extra");
create index "person_w_postal_code_index" on "person" ("w_postal_code");
alter table "person" add constraint "person_w_extra_unique" unique ("w_extra");
create index "person_data_latitude_index" on "person" (("data"->>'latitude'));
create index "person_home_street_name_index" on "person" ("home_street", "name");
create index "person_home_street_home_postal_code_index" on "person" ("home_street", "home_postal_code");
create index "person_w_street_w_postal_code_index" on "person" ("w_street", "w_postal_code");

alter table "person" add constraint "person_home_country_code_foreign" foreign key ("home_country_code") references "country" ("code");
alter table "person" add constraint "person_w_country_code_foreign" foreign key ("w_country_code") references "country" ("code") on delete set null;
