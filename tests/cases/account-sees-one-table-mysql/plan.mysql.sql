
-- add table seen
CREATE TABLE `seen` (
    `a` int NULL
);

-- add table unseen
CREATE TABLE `unseen` (
    `a` int NULL
);
