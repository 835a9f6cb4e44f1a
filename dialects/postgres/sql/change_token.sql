-- A text that moves whenever the schema of this database may have changed: each catalog row carries the transaction that wrote
-- it. Rows of data, ANALYZE and VACUUM leave it alone; GRANT and REINDEX move it for nothing, which costs one look more.
-- It reads no user table and takes no lock on one.
SELECT concat_ws(' ',
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_class WHERE oid >= 16384 AND relpersistence <> 't'),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0
        AND attrelid NOT IN (SELECT oid FROM pg_class WHERE relpersistence = 't')),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_attrdef),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_constraint WHERE oid >= 16384),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_index WHERE indexrelid >= 16384),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_type WHERE oid >= 16384 AND typtype <> 'c' AND typelem = 0),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_enum),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_proc WHERE oid >= 16384),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_trigger),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_rewrite WHERE oid >= 16384),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_policy),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_sequence),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_extension),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_description WHERE objoid >= 16384),
    (SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM pg_inherits)) AS token
