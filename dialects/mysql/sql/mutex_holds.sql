SELECT IS_USED_LOCK(left(concat('poundlock ', coalesce(DATABASE(), '')), 64)) = CONNECTION_ID()
