CREATE SCHEMA "reports";

CREATE TABLE "players" (
	"id" uuid PRIMARY KEY,
	"team_id" uuid,
	"goals" integer DEFAULT 0 NOT NULL,
	"active" boolean
);

CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY,
	"name" text NOT NULL
);

ALTER TABLE "players" ADD CONSTRAINT "players_team_id_teams_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id");
CREATE VIEW "active" AS (select distinct "id", "goals" from "players" where "players"."active" = true order by "players"."goals" desc);
CREATE VIEW "reports"."best" AS (select "players"."id" from "players" where "players"."goals" > 10);
CREATE VIEW "everything" AS (select "id", "team_id", "goals", "active" from "players");
CREATE MATERIALIZED VIEW "reports"."stored" AS (select "id" from "players") WITH NO DATA;
CREATE MATERIALIZED VIEW "totals" AS (select "teams"."name", sum("players"."goals") as "all_goals", max("players"."goals") as "most", count(*) as "n", count(distinct "players"."goals") as "kinds" from "players" inner join "teams" on "teams"."id" = "players"."team_id" group by "teams"."name" having count(*) > 1);
