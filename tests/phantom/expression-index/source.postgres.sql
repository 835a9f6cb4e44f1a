CREATE TABLE item (id int, email varchar(50), n int, d timestamptz, j jsonb);
CREATE INDEX i1 ON item (lower(email));
CREATE INDEX i2 ON item ((n+1) DESC, id);
CREATE INDEX i3 ON item (coalesce(email, ''));
CREATE INDEX i4 ON item ((j->>'a'));
CREATE INDEX i5 ON item (date_trunc('day', d AT TIME ZONE 'UTC'));
CREATE UNIQUE INDEX i6 ON item (upper(email || 'x')) WHERE n > 0;
CREATE INDEX i7 ON item ((case when n > 5 then 1 else 0 end));
CREATE INDEX i8 ON item USING gin (to_tsvector('english', email));
