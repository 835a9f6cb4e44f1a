-- What only few tables have: it is added to the tables of "tables".
SELECT c.oid AS "id",
       CASE WHEN c.relpersistence = 'u' THEN 'true' END AS "unlogged",
       CASE WHEN t.oid IS NULL THEN array_to_string(c.reloptions, ', ')
            ELSE array_to_string(c.reloptions || (SELECT array_agg('toast.' || o) FROM unnest(t.reloptions) AS o), ', ') END AS "storage",
       CASE WHEN c.relforcerowsecurity THEN CASE WHEN c.relrowsecurity THEN 'forced' ELSE 'forced only' END
            WHEN c.relrowsecurity THEN 'enabled' END AS "row_security",
       CASE CASE WHEN c.relkind <> 'f' THEN c.relreplident END WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i' THEN
            (SELECT 'using index ' || quote_ident(x.relname)
               FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
              WHERE i.indrelid = c.oid AND i.indisreplident) END AS "replica_identity",
       CASE WHEN h.oids IS NOT NULL AND NOT c.relispartition THEN
            (SELECT string_agg('"' || replace(CASE WHEN o.relnamespace = c.relnamespace THEN o.relname ELSE
                        (SELECT '"' || replace(s.nspname, '"', '""') || '"."' || replace(o.relname, '"', '""') || '"'
                           FROM pg_catalog.pg_namespace AS s WHERE s.oid = o.relnamespace) END, '"', '""') || '"', ', ' ORDER BY e.place)
               FROM unnest(h.oids) WITH ORDINALITY AS e (oid, place) JOIN pg_catalog.pg_class AS o ON o.oid = e.oid)
       END AS "inherits",
       CASE WHEN c.relkind = 'p' /* unlocked c.oid */ THEN pg_get_partkeydef(c.oid) END AS "partition_by",
       CASE WHEN c.relispartition THEN
            (SELECT CASE WHEN o.relname ~ '[."]' THEN '"' || replace(o.relname, '"', '""') || '"' ELSE o.relname END
               FROM pg_catalog.pg_class AS o WHERE o.oid = h.oids[1]) END AS "partition_of",
       CASE WHEN c.relispartition THEN
            (SELECT s.nspname FROM pg_catalog.pg_class AS o JOIN pg_catalog.pg_namespace AS s ON s.oid = o.relnamespace
              WHERE o.oid = h.oids[1]) END AS "partition_of.schema",
       CASE WHEN true /* unlocked c.oid */ THEN pg_get_expr(c.relpartbound, c.oid) END AS "bounds",
       CASE WHEN c.relispartition AND h.detaching THEN 'true' END AS "detaching",
       CASE WHEN c.relkind = 'f' THEN
            (SELECT s.srvname FROM pg_catalog.pg_foreign_table AS f JOIN pg_catalog.pg_foreign_server AS s ON s.oid = f.ftserver
              WHERE f.ftrelid = c.oid) END AS "server",
       CASE WHEN c.relkind = 'f' THEN
            (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ' ORDER BY o.place)
               FROM (SELECT option_name, option_value, row_number() OVER () AS place
                       FROM pg_options_to_table((SELECT ftoptions FROM pg_catalog.pg_foreign_table WHERE ftrelid = c.oid))) AS o
              WHERE o.option_name !~* '(password|passwd|passphrase|secret|token|private_key)') END AS "options",
       d.description AS "comment"
  FROM pg_catalog.pg_class AS c
  LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid AND t.relkind = 't' AND t.reloptions IS NOT NULL
  LEFT JOIN (SELECT inhrelid, array_agg(inhparent ORDER BY inhseqno) AS oids, bool_or(every.inhdetachpending) AS detaching
               FROM (SELECT false AS inhdetachpending) AS older
              CROSS JOIN LATERAL (SELECT inhrelid, inhparent, inhseqno, inhdetachpending FROM pg_catalog.pg_inherits) AS every
              GROUP BY inhrelid) AS h ON h.inhrelid = c.oid
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p', 'f') AND c.oid >= 16384 /*only AND c.relname IN (:names) */
   AND (c.relkind <> 'r' OR c.relispartition OR c.relpersistence = 'u' OR c.relrowsecurity OR c.relforcerowsecurity OR c.relreplident <> 'd'
        OR c.reloptions IS NOT NULL OR t.oid IS NOT NULL OR h.oids IS NOT NULL OR d.description IS NOT NULL);
