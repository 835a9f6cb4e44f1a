BEGIN;

-- add table p
CREATE TABLE p (
    a int
);

-- add table h
CREATE TABLE h (
    own int
) INHERITS (p);

-- add publication of_p
CREATE PUBLICATION of_p;

-- add published table of_p.public.p
ALTER PUBLICATION of_p ADD TABLE ONLY public.p;
COMMIT;
