SELECT e, i, j, k FROM t
