UPDATE {step} SET begun = coalesce(begun, ?), error = ? WHERE run = ? AND number = ?
