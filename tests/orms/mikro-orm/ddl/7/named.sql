create schema if not exists "app";
create table "app"."app_team_members" ("id" serial primary key, "full_name" varchar(255) not null, "boss_of_them_fk_id" int null);
alter table "app"."app_team_members" add constraint "app_team_members_full_name_unique" unique ("full_name");

create table "app"."app_team_members_app_otherss" ("team_member_1_fk_id" int not null, "team_member_2_fk_id" int not null, primary key ("team_member_1_fk_id", "team_member_2_fk_id"));

alter table "app"."app_team_members" add constraint "app_team_members_boss_of_them_fk_id_foreign" foreign key ("boss_of_them_fk_id") references "app"."app_team_members" ("id") on delete set null;

alter table "app"."app_team_members_app_otherss" add constraint "app_team_members_app_otherss_team_member_1_fk_id_foreign" foreign key ("team_member_1_fk_id") references "app"."app_team_members" ("id") on update cascade on delete cascade;
alter table "app"."app_team_members_app_otherss" add constraint "app_team_members_app_otherss_team_member_2_fk_id_foreign" foreign key ("team_member_2_fk_id") references "app"."app_team_members" ("id") on update cascade on delete cascade;
