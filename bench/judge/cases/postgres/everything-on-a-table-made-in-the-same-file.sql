-- verdict: safe
-- hazard: none
-- why: plain index, NOT NULL, CHECK and foreign key fall on an empty new table; the old table is locked for a moment only
-- transaction: yes
--- schema
CREATE TABLE "clinic_doctor" ("id" bigserial PRIMARY KEY, "surname" varchar(90) NOT NULL);
--- data
INSERT INTO clinic_doctor (surname) SELECT 'd' || g FROM generate_series(1, :rows) g;
--- old
SELECT "id", "surname" FROM "clinic_doctor" WHERE "id" = 3;
INSERT INTO "clinic_doctor" ("surname") VALUES ('Haas');
UPDATE "clinic_doctor" SET "surname" = 'Wolf' WHERE "id" = 4;
DELETE FROM "clinic_doctor" WHERE "id" = 5;
--- migration
BEGIN;
CREATE TABLE "clinic_shift" ("id" bigserial PRIMARY KEY, "starts_at" timestamptz, "doctor_id" bigint NOT NULL);
CREATE INDEX "clinic_shift_doctor_id_3c" ON "clinic_shift" ("doctor_id");
ALTER TABLE "clinic_shift" ALTER COLUMN "starts_at" SET NOT NULL;
ALTER TABLE "clinic_shift" ADD CONSTRAINT "clinic_shift_doctor_positive" CHECK ("doctor_id" > 0);
ALTER TABLE "clinic_shift" ADD CONSTRAINT "clinic_shift_doctor_id_fk" FOREIGN KEY ("doctor_id") REFERENCES "clinic_doctor" ("id") DEFERRABLE INITIALLY DEFERRED;
COMMIT;
