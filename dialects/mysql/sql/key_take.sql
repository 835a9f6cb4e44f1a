-- Never waits. Named locks are of the whole server: the database's name tells them apart.
SELECT GET_LOCK(left(concat('poundlock#', ?, ' ', coalesce(DATABASE(), '')), 64), 0)
