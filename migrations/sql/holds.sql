SELECT * FROM {hold} ORDER BY since, id
