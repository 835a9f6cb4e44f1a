BEGIN;

-- alter publication every (publish, via_root)
ALTER PUBLICATION every SET (publish = 'delete', publish_via_partition_root = true);

-- alter publication some (publish)
ALTER PUBLICATION "some" SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);

-- alter publication some (comment)
COMMENT ON PUBLICATION "some" IS 'rows';

-- add publication schema_of
CREATE PUBLICATION schema_of FOR TABLES IN SCHEMA other WITH (publish_via_partition_root = true);

-- drop published table some.public.a
ALTER PUBLICATION "some" DROP TABLE ONLY public.a;

-- add published table some.public.a
ALTER PUBLICATION "some" ADD TABLE ONLY public.a (id, x) WHERE (x > 1);

-- drop published table some.public.b
ALTER PUBLICATION "some" DROP TABLE ONLY public.b;

-- add published table some.public.b
ALTER PUBLICATION "some" ADD TABLE ONLY public.b WHERE (id < 10);

-- drop published table some.other.c
ALTER PUBLICATION "some" DROP TABLE ONLY other.c;

-- drop published table some.public.gone
ALTER PUBLICATION "some" DROP TABLE ONLY public.gone;

-- drop publication left
DROP PUBLICATION "left";

-- drop table gone
-- loses what gone holds
DROP TABLE gone;
COMMIT;
