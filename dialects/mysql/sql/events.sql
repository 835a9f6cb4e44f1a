-- Events, their times in UTC, which is what a session of poundlock runs in.
SELECT IF(e.EVENT_SCHEMA = DATABASE(), '', e.EVENT_SCHEMA) AS `schema`,
       e.EVENT_NAME AS `name`,
       CONCAT('CREATE EVENT `', REPLACE(e.EVENT_NAME, '`', '``'), '` ON SCHEDULE ',
              IF(e.EVENT_TYPE = 'ONE TIME',
                 CONCAT('AT ''', COALESCE(CONVERT_TZ(e.EXECUTE_AT, e.TIME_ZONE, '+00:00'), e.EXECUTE_AT), ''''),
                 CONCAT('EVERY ', e.INTERVAL_VALUE, ' ', e.INTERVAL_FIELD,
                        COALESCE(CONCAT(' STARTS ''', COALESCE(CONVERT_TZ(e.STARTS, e.TIME_ZONE, '+00:00'), e.STARTS), ''''),
                                 ''),
                        COALESCE(CONCAT(' ENDS ''', COALESCE(CONVERT_TZ(e.ENDS, e.TIME_ZONE, '+00:00'), e.ENDS), ''''),
                                 ''))),
              IF(e.ON_COMPLETION = 'PRESERVE', ' ON COMPLETION PRESERVE', ''),
              CASE WHEN e.STATUS IN ('DISABLED', 'DISABLE') THEN ' DISABLE'
                   WHEN e.STATUS LIKE 'ENABLE%' THEN ''
                   ELSE ' DISABLE ON SLAVE' END,
              IF(e.EVENT_COMMENT = '', '', CONCAT(' COMMENT ', QUOTE(e.EVENT_COMMENT))), ' DO') AS `head`,
       e.EVENT_DEFINITION AS `body`,
       NULLIF(e.DEFINER, CURRENT_USER()) AS `owner`,
       e.SQL_MODE AS `mode`
FROM information_schema.EVENTS e
WHERE e.EVENT_SCHEMA = DATABASE()
  /*only AND e.EVENT_NAME IN (:names) */
ORDER BY BINARY e.EVENT_SCHEMA, BINARY e.EVENT_NAME;
