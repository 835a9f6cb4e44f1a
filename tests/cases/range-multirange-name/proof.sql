SELECT '{[1,2)}'::public.money_spans, '{[1,2)}'::public.others
