-- Event triggers.
SELECT t.evtname AS "name",
       t.evtevent AS "event",
       (SELECT string_agg('"' || g.tag || '"', ', ' ORDER BY g.place) FROM unnest(t.evttags) WITH ORDINALITY AS g (tag, place)) AS "tags",
       t.evtfoid::regproc::text AS "function",
       CASE t.evtenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS "enabled",
       d.description AS "comment"
  FROM pg_catalog.pg_event_trigger AS t
  LEFT JOIN pg_catalog.pg_description AS d
         ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_event_trigger'::regclass AND d.objsubid = 0
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
                    WHERE x.classid = 'pg_catalog.pg_event_trigger'::regclass AND x.objid = t.oid AND x.deptype = 'e')
 ORDER BY t.evtname;
