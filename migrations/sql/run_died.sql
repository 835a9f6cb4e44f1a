-- Runs that never wrote how they ended. Whoever says this holds the mutex, so they are not running any more.
UPDATE {run} SET outcome = 'died' WHERE outcome IS NULL
