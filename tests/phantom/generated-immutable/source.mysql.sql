CREATE TABLE item (n int, t varchar(20), j json, sum int AS ((n * 2) + 1) STORED, up varchar(30) AS (CONCAT(UCASE(t), '!')) VIRTUAL, len int AS (CHARACTER_LENGTH(t)),
  a varchar(20) AS (JSON_UNQUOTE(JSON_EXTRACT(j, '$.a'))), big boolean AS (IF(n > 10, TRUE, FALSE)), day date AS (DATE_ADD('2020-01-01', INTERVAL n DAY)));
