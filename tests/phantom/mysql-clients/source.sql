SET NAMES latin1;
CREATE TABLE latin1 (s varchar(10), g varchar(20) AS (CONCAT(s, 'z')) STORED, d varchar(10) DEFAULT 'x', CONSTRAINT c1 CHECK (s IN ('a','b')), CONSTRAINT d1 CHECK (s <> 'x' OR s LIKE 'x%'));
CREATE VIEW v1 AS SELECT s, 'word' AS w FROM latin1 WHERE s = 'y';
SET NAMES utf8mb3;
CREATE TABLE utf8mb3 (s varchar(10), g varchar(20) AS (CONCAT(s, 'z')) STORED, d varchar(10) DEFAULT 'x', CONSTRAINT c2 CHECK (s IN ('a','b')), CONSTRAINT d2 CHECK (s <> 'é' OR s LIKE 'x%'));
CREATE VIEW v2 AS SELECT s, 'word' AS w FROM utf8mb3 WHERE s = 'y';
SET NAMES utf8mb4;
CREATE TABLE utf8mb4 (s varchar(10), g varchar(20) AS (CONCAT(s, 'z')) STORED, d varchar(10) DEFAULT 'x', CONSTRAINT c3 CHECK (s IN ('a','b')), CONSTRAINT d3 CHECK (s <> 'é' OR s LIKE 'x%'));
CREATE VIEW v3 AS SELECT s, 'word' AS w FROM utf8mb4 WHERE s = 'y';
