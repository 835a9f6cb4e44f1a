CREATE SCHEMA sqitch;
CREATE TABLE sqitch.changes (change_id text PRIMARY KEY, change text NOT NULL, project text NOT NULL);
INSERT INTO sqitch.changes VALUES ('1f', 'users', 'shop');
CREATE TABLE users (id int);
