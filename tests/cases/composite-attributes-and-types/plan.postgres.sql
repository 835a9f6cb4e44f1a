BEGIN;

-- add column place.town
ALTER TYPE place ADD ATTRIBUTE town text;

-- drop column place.gone
-- loses what place.gone holds
ALTER TYPE place DROP ATTRIBUTE gone;

-- alter composite type place (parts)
ALTER TYPE place RENAME TO place_before;

-- alter composite type place (parts)
CREATE TYPE place AS (
    street text,
    no bigint,
    town text
);

-- alter column shop.at (type); alter column shop.more (type)
ALTER TABLE shop ALTER COLUMN at TYPE place USING at::text::place,
    ALTER COLUMN more TYPE place[] USING more::text::place[];

-- drop composite type place as it was
DROP TYPE place_before;
COMMIT;
