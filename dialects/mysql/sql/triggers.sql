-- Triggers, those of one table and moment in the order in which they fire.
SELECT IF(t.TRIGGER_SCHEMA = DATABASE(), '', t.TRIGGER_SCHEMA) AS `schema`,
       t.EVENT_OBJECT_TABLE AS `table`,
       t.TRIGGER_NAME AS `name`,
       CONCAT('CREATE TRIGGER `', REPLACE(t.TRIGGER_NAME, '`', '``'), '` ', t.ACTION_TIMING, ' ', t.EVENT_MANIPULATION,
              ' ON `', REPLACE(t.EVENT_OBJECT_TABLE, '`', '``'), '` FOR EACH ROW') AS `head`,
       t.ACTION_STATEMENT AS `body`,
       NULLIF(t.DEFINER, CURRENT_USER()) AS `owner`,
       t.SQL_MODE AS `mode`
FROM information_schema.TRIGGERS t
WHERE t.TRIGGER_SCHEMA = DATABASE()
  /*only AND t.EVENT_OBJECT_TABLE IN (:names) */
ORDER BY BINARY t.TRIGGER_SCHEMA, BINARY t.EVENT_OBJECT_TABLE, t.ACTION_TIMING, t.EVENT_MANIPULATION, t.ACTION_ORDER;
