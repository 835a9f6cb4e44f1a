BEGIN;

-- add table z
CREATE TABLE z (
    id int,
    made date
);

-- add function date()
CREATE FUNCTION date() RETURNS bigint LANGUAGE sql STABLE RETURN (SELECT count(*) FROM z);
COMMIT;
