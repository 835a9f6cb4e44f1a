CREATE TABLE "order; drop table ""x" ("a b" int, [c d] text, `e``f` real, 'g''h' blob);
CREATE TABLE [t]([x] [my type], 'y' 'odd type', z "q t"(10), PRIMARY KEY ([x], 'y'));
CREATE INDEX 'i' ON 't' ('y', "z" DESC);
