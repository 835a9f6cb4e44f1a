SELECT RELEASE_LOCK(left(concat('poundlock ', coalesce(DATABASE(), '')), 64))
