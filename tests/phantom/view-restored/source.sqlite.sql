CREATE TABLE item (id int, name varchar(10), kind_id int);
CREATE VIEW v_filter AS
  select id, name  -- names
  from item where name in('a','b');
CREATE VIEW IF NOT EXISTS [v_group] AS select kind_id, count(*) as n from item group by kind_id having count(*)>1;
CREATE VIEW v_over(number) AS SELECT f.id FROM "v_filter" AS f;
