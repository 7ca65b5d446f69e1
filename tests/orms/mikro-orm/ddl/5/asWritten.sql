create table "TeamMember" ("id" serial primary key, "fullName" varchar(255) not null, "hidden" varchar(255) not null, "bossOfThem" int null);
alter table "TeamMember" add constraint "TeamMember_fullName_unique" unique ("fullName");
create index "TeamMember_bossOfThem_index" on "TeamMember" ("bossOfThem");

create table "TeamMember_others" ("teamMember_1" int not null, "teamMember_2" int not null, constraint "TeamMember_others_pkey" primary key ("teamMember_1", "teamMember_2"));

