-- The run that began it died before it could write that it was done; the catalog shows that it is.
UPDATE {step} SET done = ?, error = ? WHERE run = ? AND number = ?
