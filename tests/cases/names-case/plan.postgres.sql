BEGIN;

-- put index Mixed.Mixed_eMail aside
ALTER INDEX "Mixed_eMail" RENAME TO "Mixed_eMail_before";

-- drop check Mixed.Short; alter column Mixed.Id (type); add check Mixed.Short
ALTER TABLE "Mixed" DROP CONSTRAINT "Short",
    ALTER COLUMN "Id" TYPE bigint,
    ADD CONSTRAINT "Short" CHECK ("eMail" <> 'y') NOT VALID;
COMMIT;

-- validate check Mixed.Short
ALTER TABLE "Mixed" VALIDATE CONSTRAINT "Short";

-- add index Mixed.Mixed_eMail
CREATE UNIQUE INDEX CONCURRENTLY "Mixed_eMail" ON "Mixed" ("eMail");

-- drop the former index Mixed.Mixed_eMail
DROP INDEX CONCURRENTLY "Mixed_eMail_before";
