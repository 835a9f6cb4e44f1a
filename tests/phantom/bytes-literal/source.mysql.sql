CREATE TABLE item (a varbinary(10) DEFAULT 0x00FF41, b binary(3) DEFAULT 'abc', c bit(4) DEFAULT b'101', d varbinary(10) DEFAULT 'AB', CONSTRAINT c1 CHECK (a <> X'0102'));
