CREATE TABLE "store"."collapse_fits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "store"."collapse_fits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sweep_id" text COLLATE "C" NOT NULL,
	"cell_id" text COLLATE "C" NOT NULL,
	"quantity" text COLLATE "C" NOT NULL,
	"step" integer NOT NULL,
	"input_a" integer NOT NULL,
	"input_b" integer NOT NULL,
	"ratio" double precision NOT NULL,
	"widths" bigint[] NOT NULL,
	"layers" bigint[] NOT NULL,
	"value" double precision NOT NULL,
	"standard_error" double precision NOT NULL,
	"chi_square" double precision NOT NULL,
	"degrees_of_freedom" integer NOT NULL,
	"p_value" double precision NOT NULL,
	"networks" integer NOT NULL,
	"fitted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store"."discoveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "store"."discoveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sweep_id" text COLLATE "C" NOT NULL,
	"cell_id" text COLLATE "C" NOT NULL,
	"quantity" text COLLATE "C" NOT NULL,
	"layer" integer NOT NULL,
	"step" integer NOT NULL,
	"input_a" integer NOT NULL,
	"input_b" integer NOT NULL,
	"p_value" double precision NOT NULL,
	"benjamini_hochberg" double precision NOT NULL,
	"benjamini_yekutieli" double precision NOT NULL,
	"tests" integer NOT NULL,
	"adjusted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "store"."collapse_fits" ADD CONSTRAINT "collapse_fits_sweep_id_sweeps_id_fk" FOREIGN KEY ("sweep_id") REFERENCES "store"."sweeps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."collapse_fits" ADD CONSTRAINT "collapse_fits_cell_id_cells_id_fk" FOREIGN KEY ("cell_id") REFERENCES "store"."cells"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."discoveries" ADD CONSTRAINT "discoveries_sweep_id_sweeps_id_fk" FOREIGN KEY ("sweep_id") REFERENCES "store"."sweeps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store"."discoveries" ADD CONSTRAINT "discoveries_cell_id_cells_id_fk" FOREIGN KEY ("cell_id") REFERENCES "store"."cells"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "collapse_fits_key" ON "store"."collapse_fits" USING btree ("sweep_id","quantity","step","input_a","input_b","cell_id","ratio");--> statement-breakpoint
CREATE UNIQUE INDEX "discoveries_key" ON "store"."discoveries" USING btree ("sweep_id","quantity","cell_id","layer","step","input_a","input_b");