BEGIN;

-- drop foreign key booking.whose
ALTER TABLE booking DROP CONSTRAINT whose;

-- drop unique constraint room.a key
ALTER TABLE room DROP CONSTRAINT "a key";

-- drop primary key of room
ALTER TABLE room DROP CONSTRAINT room_pkey;

-- rename column room.at to du ring
ALTER TABLE room RENAME COLUMN at TO "du ring";

-- add primary key of room
ALTER TABLE room ADD PRIMARY KEY (id, "du ring" WITHOUT OVERLAPS);

-- drop primary key of lease
ALTER TABLE lease DROP CONSTRAINT lease_pkey;

-- add primary key of lease
ALTER TABLE lease ADD PRIMARY KEY (room, at);

-- add unique constraint o, "s.t.it's
ALTER TABLE "o, ""s".t ADD CONSTRAINT "it's" UNIQUE (a, b WITHOUT OVERLAPS);

-- add table o, "s.u
CREATE TABLE "o, ""s".u (
    a int4range,
    b tsrange,
    CONSTRAINT k UNIQUE (a, b WITHOUT OVERLAPS) DEFERRABLE INITIALLY DEFERRED
);

-- add foreign key booking.booked
ALTER TABLE booking ADD CONSTRAINT booked FOREIGN KEY (room, PERIOD at) REFERENCES room (id, PERIOD "du ring") NOT VALID;

-- add foreign key o, "s.u.self
ALTER TABLE "o, ""s".u ADD CONSTRAINT self FOREIGN KEY (a, PERIOD b) REFERENCES "o, ""s".t (a, PERIOD b);
COMMIT;

-- validate foreign key booking.booked
ALTER TABLE booking VALIDATE CONSTRAINT booked;
