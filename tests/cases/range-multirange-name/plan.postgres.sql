BEGIN;

-- alter range type money_span (definition)
ALTER TYPE money_span RENAME TO money_span_before;

-- alter range type money_span (definition)
ALTER FUNCTION money_span(numeric, numeric) RENAME TO money_span_before;

-- alter range type money_span (definition)
ALTER FUNCTION money_span(numeric, numeric, text) RENAME TO money_span_before;

-- alter range type money_span (definition)
create type money_span as range (subtype = decimal, multirange_type_name = money_spans);

-- alter range type day_range (definition)
ALTER TYPE day_range RENAME TO day_range_before;

-- alter range type day_range (definition)
ALTER FUNCTION day_range(date, date) RENAME TO day_range_before;

-- alter range type day_range (definition)
ALTER FUNCTION day_range(date, date, text) RENAME TO day_range_before;

-- alter range type day_range (definition)
CREATE TYPE public.day_range AS RANGE (SUBTYPE = date, MULTIRANGE_TYPE_NAME = public.day_multirange);

-- add range type other
CREATE TYPE public.other AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = public.others);

-- alter column a.x (type); alter column a.y (type); alter column a.z (type); add column a.o
ALTER TABLE a ALTER COLUMN x TYPE money_span USING x::text::money_span,
    ALTER COLUMN y TYPE money_spans USING y::text::money_spans,
    ALTER COLUMN z TYPE day_multirange USING z::text::day_multirange,
    ADD COLUMN o others;

-- drop range type money_span as it was
DROP TYPE money_span_before;

-- drop range type day_range as it was
DROP TYPE day_range_before;
COMMIT;
