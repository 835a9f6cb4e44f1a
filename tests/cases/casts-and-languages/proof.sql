SELECT t, s::varchar, 'small'::size::varchar FROM a
