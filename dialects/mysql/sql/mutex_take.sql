-- Never waits: who waits in the server cannot be told by it for whom. At most 64 characters make a name.
SELECT GET_LOCK(left(concat('poundlock ', coalesce(DATABASE(), '')), 64), 0)
