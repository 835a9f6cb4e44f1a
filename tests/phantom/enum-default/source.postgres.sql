CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'Happy');
CREATE TABLE item (a mood DEFAULT 'it''s ok'::mood, b public.mood DEFAULT 'sad' NOT NULL, c mood[] DEFAULT '{sad}'::mood[], d mood[] DEFAULT ARRAY['sad'::mood, 'Happy'::mood],
  e mood GENERATED ALWAYS AS (CASE a WHEN 'sad' THEN 'Happy'::mood ELSE a END) STORED,
  CONSTRAINT c1 CHECK (a <> 'sad'::mood), CONSTRAINT c2 CHECK ((a > 'sad'::mood) OR (b = ANY (ARRAY['sad'::mood, 'Happy'::mood]))));
ALTER TABLE item DROP e, ADD e mood GENERATED ALWAYS AS (CASE WHEN a = 'sad' THEN 'Happy'::mood ELSE a END) STORED;
