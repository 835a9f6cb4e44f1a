SELECT * FROM {once} WHERE id = ?
