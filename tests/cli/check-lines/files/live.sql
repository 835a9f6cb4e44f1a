create table t(a,b,c);
create view v as
select a,
  b,
  c
from t
where a > 1
  and b > 1
  and c > 1
order by a,
  b,
  c;
create trigger g after insert on t begin
  update t set a = 1;
  delete from t where b = 1;
end;
create view s as select
 1;
