DELETE FROM {once} WHERE id = ?
