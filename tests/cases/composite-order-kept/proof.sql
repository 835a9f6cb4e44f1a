SELECT (v).first, (v).second, (v).n FROM t;
