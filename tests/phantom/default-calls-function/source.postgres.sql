CREATE FUNCTION public.next_code() RETURNS text LANGUAGE sql AS $$ select 'c' || (random() * 1000)::int $$;
CREATE FUNCTION pad(t text, n int DEFAULT 3) RETURNS text LANGUAGE sql IMMUTABLE AS $$ select lpad(t, n, '0') $$;
CREATE SEQUENCE counter START WITH 100;
CREATE TABLE item (id uuid DEFAULT gen_random_uuid(), code text DEFAULT public.next_code(), padded text DEFAULT pad('7'::text),
  made timestamptz DEFAULT CURRENT_TIMESTAMP, utc timestamp DEFAULT timezone('utc', now()), day date DEFAULT CURRENT_TIMESTAMP::date,
  later timestamptz DEFAULT (now() + '1 day'::interval), n bigint DEFAULT nextval('public.counter'::regclass), luck int DEFAULT CAST(random() * 100 AS int),
  who text DEFAULT current_user, clock bigint DEFAULT (extract(epoch FROM clock_timestamp()))::int8);
ALTER TABLE item ALTER made SET DEFAULT now(), ALTER utc SET DEFAULT (now() AT TIME ZONE 'utc'), ALTER day SET DEFAULT (now())::date;
