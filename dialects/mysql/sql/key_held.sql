SELECT IS_USED_LOCK(left(concat('poundlock#', ?, ' ', coalesce(DATABASE(), '')), 64)) IS NOT NULL
