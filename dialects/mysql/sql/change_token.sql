-- A text that moves whenever the schema may have changed. Times have a resolution of a second, so what changes twice in one may
-- be seen only once: who waits looks again from time to time all the same.
SELECT concat_ws(' ',
    (SELECT concat(count(*), '/', coalesce(max(create_time), ''), '/', coalesce(sum(crc32(concat(table_name, coalesce(create_time, '')))), 0))
        FROM information_schema.tables WHERE table_schema = coalesce(database(), table_schema)),
    (SELECT concat(count(*), '/', coalesce(max(created), '')) FROM information_schema.triggers
        WHERE trigger_schema = coalesce(database(), trigger_schema)),
    (SELECT concat(count(*), '/', coalesce(max(last_altered), '')) FROM information_schema.routines
        WHERE routine_schema = coalesce(database(), routine_schema)),
    (SELECT concat(count(*), '/', coalesce(max(last_altered), '')) FROM information_schema.events
        WHERE event_schema = coalesce(database(), event_schema))) AS token
