UPDATE {step} SET begun = ? WHERE run = ? AND number = ?
