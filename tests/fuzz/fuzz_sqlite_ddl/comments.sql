CREATE TABLE t -- a name
( a /* the ( first */ int /* ) */ NOT -- not
 NULL, b text DEFAULT /* x */ 'it''s -- no comment' /* y */ , c int /* , */ );
CREATE /* u */ UNIQUE -- v
 INDEX i ON t /* w */ (a /* x */ DESC);
