SELECT 'p', count(*) FROM ONLY p UNION ALL SELECT 'h', sum(own) FROM ONLY h UNION ALL SELECT 'i', sum(c) FROM i UNION ALL SELECT 'q', sum(a) FROM q;
