SELECT * FROM {release} ORDER BY place
