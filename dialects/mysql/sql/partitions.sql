-- How tables are partitioned, one row a table, as the text behind PARTITION BY.
SELECT IF(p.s = DATABASE(), '', p.s) AS `schema`,
       p.t AS `table`,
       CONCAT(MAX(p.method), ' (', COALESCE(MAX(p.expression), ''), ')',
              COALESCE(CONCAT(' SUBPARTITION BY ', MAX(p.submethod), ' (', COALESCE(MAX(p.subexpression), ''), ')'), ''),
              ' (', GROUP_CONCAT(CONCAT('PARTITION ', p.name,
                                        CASE WHEN p.method LIKE 'RANGE%'
                                                  THEN CONCAT(' VALUES LESS THAN (', p.description, ')')
                                             WHEN p.method LIKE 'LIST%' AND p.description = 'DEFAULT' THEN ' DEFAULT'
                                             WHEN p.method LIKE 'LIST%' THEN CONCAT(' VALUES IN (', p.description, ')')
                                             ELSE '' END,
                                        IF(p.note = '', '', CONCAT(' COMMENT ', QUOTE(p.note))),
                                        COALESCE(CONCAT(' (', p.subs, ')'), ''))
                                 ORDER BY p.o SEPARATOR ', '), ')') AS `partition_by`
FROM (SELECT i.TABLE_SCHEMA AS s, i.TABLE_NAME AS t, i.PARTITION_ORDINAL_POSITION AS o,
             CONCAT('`', REPLACE(i.PARTITION_NAME, '`', '``'), '`') AS name,
             MAX(i.PARTITION_METHOD) AS method, MAX(i.PARTITION_EXPRESSION) AS expression,
             MAX(i.SUBPARTITION_METHOD) AS submethod, MAX(i.SUBPARTITION_EXPRESSION) AS subexpression,
             MAX(i.PARTITION_DESCRIPTION) AS description, MAX(i.PARTITION_COMMENT) AS note,
             GROUP_CONCAT(CONCAT('SUBPARTITION `', REPLACE(i.SUBPARTITION_NAME, '`', '``'), '`')
                          ORDER BY i.SUBPARTITION_ORDINAL_POSITION SEPARATOR ', ') AS subs
      FROM information_schema.PARTITIONS i
      WHERE i.TABLE_SCHEMA = DATABASE()
        /*only AND i.TABLE_NAME IN (:names) */
        AND i.PARTITION_NAME IS NOT NULL
      GROUP BY i.TABLE_SCHEMA, i.TABLE_NAME, i.PARTITION_ORDINAL_POSITION, i.PARTITION_NAME) p
GROUP BY p.s, p.t
ORDER BY BINARY p.s, BINARY p.t;
