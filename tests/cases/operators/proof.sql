SELECT (SELECT string_agg(id::text, ' ') FROM w), 3 OPERATOR(other.<#>) 10, obj_description('public.===(size, text)'::regoperator)
