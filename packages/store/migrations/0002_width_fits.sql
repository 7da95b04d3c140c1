-- Nothing has written fits: the table is made anew.
DROP TABLE "store"."fits" CASCADE;
--> statement-breakpoint
CREATE TABLE "store"."fits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "store"."fits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sweep_id" text COLLATE "C" NOT NULL,
	"cell_id" text COLLATE "C" NOT NULL,
	"quantity" text COLLATE "C" NOT NULL,
	"layer" integer NOT NULL,
	"step" integer NOT NULL,
	"input_a" integer NOT NULL,
	"input_b" integer NOT NULL,
	"form" text NOT NULL,
	"is_preferred" boolean NOT NULL,
	"coefficients" double precision[] NOT NULL,
	"covariance" double precision[] NOT NULL,
	"prediction" double precision[],
	"theory" text COLLATE "C",
	"chi_square" double precision NOT NULL,
	"degrees_of_freedom" integer NOT NULL,
	"p_value" double precision NOT NULL,
	"aicc" double precision,
	"widths" bigint[] NOT NULL,
	"networks" integer NOT NULL,
	"fitted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "store"."fits" ADD CONSTRAINT "fits_sweep_id_sweeps_id_fk" FOREIGN KEY ("sweep_id") REFERENCES "store"."sweeps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."fits" ADD CONSTRAINT "fits_cell_id_cells_id_fk" FOREIGN KEY ("cell_id") REFERENCES "store"."cells"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "fits_key" ON "store"."fits" USING btree ("sweep_id","quantity","layer","step","input_a","input_b","cell_id","form");
