BEGIN;

-- alter column t.a (type); alter column t.b (type); alter column t.c (type); alter column t.d (type); alter column t.e (type); alter column t.f (type); alter column t.g (type); alter column t.h (type); alter column t.i (type); alter column t.j (type); alter column t.k (type)
-- loses what t.a holds
-- loses what t.b holds
-- loses what t.c holds
-- loses what t.d holds
-- loses what t.e holds
-- loses what t.f holds
-- loses what t.g holds
-- loses what t.h holds
-- loses what t.i holds
-- loses what t.j holds
-- loses what t.k holds
ALTER TABLE t ALTER COLUMN a DROP DEFAULT,
    ALTER COLUMN a TYPE bytea USING NULL::bytea,
    ALTER COLUMN b DROP DEFAULT,
    ALTER COLUMN b TYPE inet USING NULL::inet,
    ALTER COLUMN c DROP DEFAULT,
    ALTER COLUMN c TYPE text[] USING NULL::text[],
    ALTER COLUMN d DROP DEFAULT,
    ALTER COLUMN d TYPE bytea USING NULL::bytea,
    ALTER COLUMN e TYPE text[] USING e::text[],
    ALTER COLUMN f DROP DEFAULT,
    ALTER COLUMN f TYPE span USING NULL::span,
    ALTER COLUMN g DROP DEFAULT,
    ALTER COLUMN g TYPE int4range USING NULL::int4range,
    ALTER COLUMN h DROP DEFAULT,
    ALTER COLUMN h TYPE uuid USING NULL::uuid,
    ALTER COLUMN i TYPE uuid USING i::uuid,
    ALTER COLUMN j TYPE small USING j::small,
    ALTER COLUMN k TYPE text;
COMMIT;
