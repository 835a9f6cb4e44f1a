BEGIN;

-- drop index Mixed.Mixed_eMail
DROP INDEX "Mixed_eMail";

-- drop check Mixed.Short; alter column Mixed.Id (type); add check Mixed.Short
ALTER TABLE "Mixed" DROP CONSTRAINT "Short",
    ALTER COLUMN "Id" TYPE bigint,
    ADD CONSTRAINT "Short" CHECK ("eMail" <> 'y');

-- add index Mixed.Mixed_eMail
CREATE UNIQUE INDEX "Mixed_eMail" ON "Mixed" ("eMail");
COMMIT;
