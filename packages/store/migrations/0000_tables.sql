CREATE SCHEMA "store";
--> statement-breakpoint
CREATE TABLE "store"."cells" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"experiment" text NOT NULL,
	"version" integer NOT NULL,
	"seed" bigint NOT NULL,
	"activation" text NOT NULL,
	"negative_slope" double precision,
	"width" integer NOT NULL,
	"depth" integer NOT NULL,
	"sigma_w" double precision NOT NULL,
	"sigma_b" double precision NOT NULL,
	"sampler" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"parameters" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store"."estimate_sets" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "store"."estimate_sets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"cell_id" text COLLATE "C" NOT NULL,
	"lineage" text COLLATE "C" NOT NULL,
	"probe" text NOT NULL,
	"version" integer NOT NULL,
	"options" jsonb NOT NULL,
	"networks" integer NOT NULL,
	"merged_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store"."estimates" (
	"set_id" bigint NOT NULL,
	"quantity" text COLLATE "C" NOT NULL,
	"layer" integer NOT NULL,
	"step" integer NOT NULL,
	"input_a" integer NOT NULL,
	"input_b" integer NOT NULL,
	"value" double precision,
	"standard_error" double precision,
	"networks" integer NOT NULL,
	"prediction" double precision,
	"theory" text COLLATE "C",
	CONSTRAINT "estimates_key" PRIMARY KEY("set_id","quantity","layer","step","input_a","input_b")
);
--> statement-breakpoint
CREATE TABLE "store"."histograms" (
	"set_id" bigint NOT NULL,
	"quantity" text COLLATE "C" NOT NULL,
	"layer" integer NOT NULL,
	"step" integer NOT NULL,
	"input_a" integer NOT NULL,
	"input_b" integer NOT NULL,
	"counts" bigint[] NOT NULL,
	CONSTRAINT "histograms_key" PRIMARY KEY("set_id","quantity","layer","step","input_a","input_b")
);
--> statement-breakpoint
CREATE TABLE "store"."predictions" (
	"set_id" bigint NOT NULL,
	"quantity" text COLLATE "C" NOT NULL,
	"layer" integer NOT NULL,
	"step" integer NOT NULL,
	"input_a" integer NOT NULL,
	"input_b" integer NOT NULL,
	"theory" text COLLATE "C" NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "predictions_key" PRIMARY KEY("set_id","quantity","layer","step","input_a","input_b","theory")
);
--> statement-breakpoint
CREATE TABLE "store"."events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "store"."events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sweep_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"happened_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store"."failures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "store"."failures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"cell_id" text COLLATE "C" NOT NULL,
	"lineage" text COLLATE "C" NOT NULL,
	"shard_id" text COLLATE "C" NOT NULL,
	"network" integer,
	"layer" integer,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"worker" text NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store"."fits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "store"."fits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sweep_id" text COLLATE "C" NOT NULL,
	"model" text NOT NULL,
	"quantity" text COLLATE "C" NOT NULL,
	"parameter" text NOT NULL,
	"grouping" jsonb NOT NULL,
	"value" double precision,
	"standard_error" double precision,
	"fitted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store"."meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store"."requests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "store"."requests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sweep_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "store"."shard_statistics" (
	"shard_id" text COLLATE "C" NOT NULL,
	"probe" text NOT NULL,
	"version" integer NOT NULL,
	"options" jsonb NOT NULL,
	"contributors" integer NOT NULL,
	"floats" double precision[] NOT NULL,
	"counts" bigint[] NOT NULL,
	"reservoir" double precision[] NOT NULL,
	"content_hash" text COLLATE "C" NOT NULL,
	CONSTRAINT "shard_statistics_key" PRIMARY KEY("shard_id","probe")
);
--> statement-breakpoint
CREATE TABLE "store"."shards" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"cell_id" text COLLATE "C" NOT NULL,
	"lineage" text COLLATE "C" NOT NULL,
	"first" integer NOT NULL,
	"networks" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"content_hash" text COLLATE "C" NOT NULL,
	"worker" text NOT NULL,
	"attempts" integer NOT NULL,
	"wall_seconds" double precision NOT NULL,
	"queue_seconds" double precision NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shards_aligned" CHECK ("store"."shards"."networks" > 0 and ("store"."shards"."networks" & ("store"."shards"."networks" - 1)) = 0 and "store"."shards"."first" % "store"."shards"."networks" = 0)
);
--> statement-breakpoint
CREATE TABLE "store"."sweep_cells" (
	"sweep_id" text COLLATE "C" NOT NULL,
	"cell_id" text COLLATE "C" NOT NULL,
	"ordinal" integer NOT NULL,
	"lineage" text COLLATE "C" NOT NULL,
	"networks" integer NOT NULL,
	"shard_networks" integer NOT NULL,
	"device_class" text NOT NULL,
	"fingerprint" text NOT NULL,
	"seconds_per_network" double precision NOT NULL,
	"memory_bytes" bigint NOT NULL,
	"axes" jsonb NOT NULL,
	CONSTRAINT "sweep_cells_key" PRIMARY KEY("sweep_id","cell_id")
);
--> statement-breakpoint
CREATE TABLE "store"."sweeps" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"spec" jsonb NOT NULL,
	"probes" jsonb NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"message" text,
	"attempt" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "sweeps_state" CHECK ("store"."sweeps"."state" in ('planned', 'running', 'completed', 'partial', 'cancelled', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "store"."estimate_sets" ADD CONSTRAINT "estimate_sets_cell_id_cells_id_fk" FOREIGN KEY ("cell_id") REFERENCES "store"."cells"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."failures" ADD CONSTRAINT "failures_cell_id_cells_id_fk" FOREIGN KEY ("cell_id") REFERENCES "store"."cells"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."fits" ADD CONSTRAINT "fits_sweep_id_sweeps_id_fk" FOREIGN KEY ("sweep_id") REFERENCES "store"."sweeps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."shard_statistics" ADD CONSTRAINT "shard_statistics_shard_id_shards_id_fk" FOREIGN KEY ("shard_id") REFERENCES "store"."shards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."shards" ADD CONSTRAINT "shards_cell_id_cells_id_fk" FOREIGN KEY ("cell_id") REFERENCES "store"."cells"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."sweep_cells" ADD CONSTRAINT "sweep_cells_sweep_id_sweeps_id_fk" FOREIGN KEY ("sweep_id") REFERENCES "store"."sweeps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."sweep_cells" ADD CONSTRAINT "sweep_cells_cell_id_cells_id_fk" FOREIGN KEY ("cell_id") REFERENCES "store"."cells"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cells_axes" ON "store"."cells" USING btree ("activation","width","sigma_w","sigma_b");--> statement-breakpoint
CREATE UNIQUE INDEX "estimate_sets_key" ON "store"."estimate_sets" USING btree ("cell_id","lineage","probe");--> statement-breakpoint
CREATE INDEX "events_sweep" ON "store"."events" USING btree ("sweep_id","id");--> statement-breakpoint
CREATE INDEX "failures_cell" ON "store"."failures" USING btree ("cell_id","lineage");--> statement-breakpoint
CREATE UNIQUE INDEX "failures_network" ON "store"."failures" USING btree ("cell_id","lineage","network","code") WHERE "store"."failures"."network" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "failures_shard" ON "store"."failures" USING btree ("shard_id","code") WHERE "store"."failures"."network" is null;--> statement-breakpoint
CREATE INDEX "fits_sweep" ON "store"."fits" USING btree ("sweep_id","quantity");--> statement-breakpoint
CREATE UNIQUE INDEX "shards_block" ON "store"."shards" USING btree ("cell_id","lineage","first","networks");--> statement-breakpoint
CREATE INDEX "sweep_cells_cell" ON "store"."sweep_cells" USING btree ("cell_id","lineage");--> statement-breakpoint
CREATE INDEX "sweeps_name" ON "store"."sweeps" USING btree ("name","created_at");