
-- add column user.check68; add primary key of user; add index user.b63; add index user.-dash70
ALTER TABLE `user` ADD COLUMN `check68` decimal(10,2) NOT NULL,
    ADD PRIMARY KEY (`check68`),
    ADD INDEX `b63` (`status`),
    ADD UNIQUE INDEX `-dash70` (`check68`),
    ALGORITHM=INPLACE, LOCK=NONE;

-- add foreign key user.b64
ALTER TABLE `user` ADD CONSTRAINT `b64` FOREIGN KEY (`status`) REFERENCES `user` (`check68`),
    ALGORITHM=COPY, LOCK=SHARED;
