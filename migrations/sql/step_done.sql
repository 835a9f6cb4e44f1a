-- Inside a transaction nobody could see that it has begun: both are written at once there.
UPDATE {step} SET begun = coalesce(begun, ?), done = ?, milliseconds = ? WHERE run = ? AND number = ?
