CREATE TABLE t -- a name
( a /* the ( first */ int /* ) */ NOT -- not
 NULL, b text DEFAULT /* x */ 'it''s -- no comment' /* y */ , c int /* , */ );
CREATE /* u */ UNIQUE -- v
 INDEX i ON t /* w */ (a /* x */ DESC);
CREATE TABLE u (a int /* ) */ big -- not
 one, b int CHECK (b > 0 -- positive
 ) DEFAULT (1 /* one */ -- uno
 ), c AS (b -- x
 ), CHECK (a > 0 -- )
 ));
CREATE INDEX ui ON u (a, b + 1 -- sum
 ) WHERE a > 0 -- some
;
CREATE VIEW uv AS SELECT 1 -- end
;
