SELECT *, f(s), upper(s) + 5000000000, span_multirange(span(1, 2)), pace_range(1, 2.5) FROM a;
