SELECT count(*) FROM client; SELECT count(*) FROM child;
