-- Whether it is a standby, and how late: one that has replayed all that it was sent is not.
SELECT pg_catalog.pg_is_in_recovery(),
       CASE WHEN NOT pg_catalog.pg_is_in_recovery() THEN NULL
            WHEN pg_catalog.pg_last_wal_receive_lsn() = pg_catalog.pg_last_wal_replay_lsn() THEN 0
            ELSE extract(epoch FROM now() - pg_catalog.pg_last_xact_replay_timestamp())::bigint END
