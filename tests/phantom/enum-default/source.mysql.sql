CREATE TABLE item (a enum('sad','it''s ok','Happy') DEFAULT 'it\'s ok', b set('x','y') DEFAULT 'y,x' NOT NULL, CONSTRAINT c1 CHECK (a <> 'sad'));
