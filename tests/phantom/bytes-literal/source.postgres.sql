CREATE TABLE item (a bytea DEFAULT '\x00FF41'::bytea, b bytea DEFAULT '\x00ff41', c bytea DEFAULT decode('00ff'::text, 'hex'::text), d bytea DEFAULT '\x706c61696e', e bit(4) DEFAULT '0101'::"bit",
  f varbit(8) DEFAULT B'00011111', CONSTRAINT c1 CHECK (a <> '\001\002'), CONSTRAINT c2 CHECK (length(d) < 10));
ALTER TABLE item DROP CONSTRAINT c2, ADD CONSTRAINT c2 CHECK (octet_length(d) < 10);
