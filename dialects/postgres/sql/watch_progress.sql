-- How far the build of an index by this session has come: done, of how much, and of what.
SELECT CASE WHEN p.blocks_total > 0 AND p.blocks_done < p.blocks_total THEN pg_catalog.concat_ws(' ', p.blocks_done, p.blocks_total, 'blocks')
            WHEN p.tuples_total > 0 THEN pg_catalog.concat_ws(' ', p.tuples_done, p.tuples_total, 'rows')
            WHEN p.blocks_total > 0 THEN pg_catalog.concat_ws(' ', p.blocks_done, p.blocks_total, 'blocks') END
  FROM pg_catalog.pg_stat_progress_create_index AS p
 WHERE p.pid = $1::int
