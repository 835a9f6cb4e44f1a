CREATE TABLE item (a JSON, b longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`b`)), c json DEFAULT '{}', CONSTRAINT c1 CHECK (JSON_EXTRACT(c, '$.a') <> 'x'));
