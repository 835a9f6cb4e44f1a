SELECT * FROM {step} WHERE run = ? ORDER BY number
