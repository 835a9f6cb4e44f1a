-- The collation that a character set means where none is said.
SELECT c.CHARACTER_SET_NAME,
       IF(c.CHARACTER_SET_NAME = 'utf8mb4', @@default_collation_for_utf8mb4, c.DEFAULT_COLLATE_NAME)
FROM information_schema.CHARACTER_SETS c;
