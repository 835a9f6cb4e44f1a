CREATE TABLE item (id text DEFAULT (LOWER(hex(randomblob(16)))), luck int DEFAULT ( random() ), made text DEFAULT (strftime('%Y-%m-%d','now')), t text DEFAULT CURRENT_TIMESTAMP);
