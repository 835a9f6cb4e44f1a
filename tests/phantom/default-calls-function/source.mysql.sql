CREATE TABLE item (id char(36) DEFAULT (UUID()), luck double DEFAULT (RAND()), day date DEFAULT (CURRENT_DATE), later datetime DEFAULT (CURRENT_TIMESTAMP + INTERVAL 1 DAY),
  made timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, code varchar(20) DEFAULT (CONCAT('c','-',1)), list json DEFAULT (JSON_ARRAY()), words text DEFAULT ('none'));
