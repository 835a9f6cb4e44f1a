SELECT count(*) FROM mysql.procs_priv WHERE Db = DATABASE();
