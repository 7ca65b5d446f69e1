CREATE SCHEMA "reports";

CREATE TABLE "players" (
	"id" uuid PRIMARY KEY NOT NULL,
	"team_id" uuid,
	"goals" integer DEFAULT 0 NOT NULL,
	"active" boolean
);

CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);

ALTER TABLE "players" ADD CONSTRAINT "players_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;
CREATE VIEW "public"."active" AS (select distinct "id", "goals" from "players" where "players"."active" = true order by "players"."goals" desc);
CREATE VIEW "reports"."best" AS (select "players"."id" from "players" where "players"."goals" > 10);
CREATE VIEW "public"."everything" AS (select "id", "team_id", "goals", "active" from "players");
CREATE MATERIALIZED VIEW "reports"."stored" AS (select "id" from "players") WITH NO DATA;
CREATE MATERIALIZED VIEW "public"."totals" AS (select "teams"."name", sum("players"."goals") as "all_goals", max("players"."goals") as "most", count(*) as "n", count(distinct "players"."goals") as "kinds" from "players" inner join "teams" on "teams"."id" = "players"."team_id" group by "teams"."name" having count(*) > 1);
