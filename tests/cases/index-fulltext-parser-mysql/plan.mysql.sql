
-- drop index f.f_a; drop index f.f_b; add index f.f_a; add index f.f_b
ALTER TABLE `f` DROP INDEX `f_a`,
    DROP INDEX `f_b`,
    ADD FULLTEXT INDEX `f_a` (`a`),
    ADD FULLTEXT INDEX `f_b` (`b`) WITH PARSER `ngram`;
