-- Statistics are float64 bytes that do not compress: kept out of line as they are, written and read without pglz.
ALTER TABLE "store"."shard_statistics" ALTER COLUMN "floats" SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE "store"."shard_statistics" ALTER COLUMN "counts" SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE "store"."shard_statistics" ALTER COLUMN "reservoir" SET STORAGE EXTERNAL;
--> statement-breakpoint
-- Estimates are rewritten per cell while a sweep runs: vacuum soon, so that views keep reading short tables.
ALTER TABLE "store"."estimates" SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
--> statement-breakpoint
ALTER TABLE "store"."predictions" SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
