SELECT ts_lexize('public.stems', 'katzen'), to_tsvector('other.c', 'Cats'), to_tsvector('public.ours', 'katzen')
