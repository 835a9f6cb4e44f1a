CREATE TABLE item (id int, status varchar(10), size int, state char(2),
  CONSTRAINT several CHECK (status IN ('a', 'b', 'it''s')), CONSTRAINT one CHECK (status in('only') OR status IS NULL),
  CONSTRAINT numbers CHECK (size IN (1, 2, 3)), CONSTRAINT fixed CHECK (state IN ('NY','CA')),
  CONSTRAINT negative CHECK ((size IN (-1, 0, 1)) OR size > 100));
