-- Which questions are worth asking: by the name of the question, whether a database has any such thing; those that are not
-- named here always are. "locked" is asked before all others. What is numbered below 16384 the server brought along. Composite
-- types have no file, and an index finds what has none.
SELECT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql') AS "extensions",
       EXISTS (SELECT FROM pg_catalog.pg_enum) AS "enums",
       EXISTS (SELECT FROM pg_catalog.pg_sequence) AS "sequences",
       EXISTS (SELECT FROM pg_catalog.pg_collation WHERE oid >= 16384) AS "collations",
       EXISTS (SELECT FROM pg_catalog.pg_range WHERE rngtypid >= 16384) AS "ranges",
       EXISTS (SELECT FROM pg_catalog.pg_ts_dict WHERE oid >= 16384) AS "ts_dictionaries",
       t.configurations AS "ts_configurations",
       t.configurations AS "ts_mappings",
       EXISTS (SELECT FROM pg_catalog.pg_am WHERE oid >= 16384) AS "access_methods",
       EXISTS (SELECT FROM pg_catalog.pg_language WHERE oid >= 16384) AS "languages",
       EXISTS (SELECT FROM pg_catalog.pg_operator WHERE oid >= 16384) AS "operators",
       f.families AS "operator_families",
       f.families AS "operator_classes",
       EXISTS (SELECT FROM pg_catalog.pg_cast WHERE oid >= 16384) AS "casts",
       EXISTS (SELECT FROM pg_catalog.pg_conversion WHERE oid >= 16384) AS "conversions",
       EXISTS (SELECT FROM pg_catalog.pg_foreign_data_wrapper) AS "foreign_data_wrappers",
       EXISTS (SELECT FROM pg_catalog.pg_foreign_server) AS "servers",
       EXISTS (SELECT FROM pg_catalog.pg_event_trigger) AS "event_triggers",
       EXISTS (SELECT FROM pg_catalog.pg_publication) AS "publications",
       EXISTS (SELECT FROM pg_catalog.pg_publication_rel) AS "published",
       p.functions,
       p.procedures,
       p.aggregates,
       EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid >= 16384 AND typtype = 'd') AS "domains",
       k.domain_checks,
       k.uniques,
       k.exclusions,
       w.views,
       w.views AS "materialized_views",
       w.views AS "view_columns",
       w.rules,
       g.triggers,
       w.views OR w.rules OR g.triggers OR EXISTS (SELECT FROM pg_catalog.pg_policy) AS "dependencies",
       EXISTS (SELECT FROM pg_catalog.pg_policy) AS "policies",
       EXISTS (SELECT FROM pg_catalog.pg_statistic_ext) AS "statistics",
       EXISTS (SELECT FROM pg_catalog.pg_inherits) AS "inherited_columns",
       EXISTS (SELECT FROM pg_catalog.pg_tablespace WHERE oid >= 16384)
           OR EXISTS (SELECT FROM pg_catalog.pg_am WHERE oid >= 16384) AS "places",
       c.composites,
       c.composites AS "composite_columns",
       EXISTS (SELECT FROM pg_catalog.pg_locks
                WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND relation >= 16384 AND pid <> pg_backend_pid()
                  AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())) AS "locked"
  FROM (SELECT COALESCE(bool_or(prokind IN ('f', 'w')), false) AS functions,
               COALESCE(bool_or(prokind = 'p'), false) AS procedures,
               COALESCE(bool_or(prokind = 'a'), false) AS aggregates
          FROM pg_catalog.pg_proc WHERE oid >= 16384) AS p
 CROSS JOIN (SELECT count(*) > 0 AS configurations FROM pg_catalog.pg_ts_config WHERE oid >= 16384) AS t
 CROSS JOIN (SELECT EXISTS (SELECT FROM pg_catalog.pg_opclass WHERE oid >= 16384)
                    OR EXISTS (SELECT FROM pg_catalog.pg_opfamily WHERE oid >= 16384) AS families) AS f
 CROSS JOIN (SELECT COALESCE(bool_or(rulename = '_RETURN'), false) AS views,
                    COALESCE(bool_or(rulename <> '_RETURN'), false) AS rules
               FROM pg_catalog.pg_rewrite WHERE oid >= 16384) AS w
 CROSS JOIN (SELECT COALESCE(bool_or(contypid <> 0), false) AS domain_checks,
                    COALESCE(bool_or(contype = 'u'), false) AS uniques,
                    COALESCE(bool_or(contype = 'x'), false) AS exclusions
               FROM pg_catalog.pg_constraint WHERE oid >= 16384) AS k
 CROSS JOIN (SELECT COALESCE(bool_or(NOT tgisinternal), false) AS triggers
               FROM pg_catalog.pg_trigger WHERE oid >= 16384) AS g
 CROSS JOIN (SELECT count(*) > 0 AS composites
               FROM pg_catalog.pg_class WHERE reltablespace = 0 AND relfilenode = 0 AND relkind = 'c') AS c;
