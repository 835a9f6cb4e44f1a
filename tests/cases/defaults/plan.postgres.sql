BEGIN;

-- alter column a.s (default); alter column a.empty (default); alter column a.null_word (default); alter column a.semi (default); alter column a.uni (default); alter column a.neg (default); alter column a.dec (default); alter column a.dec2 (default); alter column a.yes (default); alter column a.no (default); alter column a.nul (default); alter column a.big (default); alter column a.fl (default); alter column a.at (default); alter column a.day (default)
ALTER TABLE a ALTER COLUMN s SET DEFAULT '''',
    ALTER COLUMN empty DROP DEFAULT,
    ALTER COLUMN null_word DROP DEFAULT,
    ALTER COLUMN semi SET DEFAULT '',
    ALTER COLUMN uni SET DEFAULT '%s%d{}',
    ALTER COLUMN neg SET DEFAULT 0,
    ALTER COLUMN "dec" SET DEFAULT 1.10,
    ALTER COLUMN dec2 SET DEFAULT 0.50001,
    ALTER COLUMN yes SET DEFAULT false,
    ALTER COLUMN no DROP DEFAULT,
    ALTER COLUMN nul SET DEFAULT 7,
    ALTER COLUMN big SET DEFAULT -9223372036854775807,
    ALTER COLUMN fl SET DEFAULT -2,
    ALTER COLUMN at SET DEFAULT '2020-01-01',
    ALTER COLUMN day DROP DEFAULT;
COMMIT;
