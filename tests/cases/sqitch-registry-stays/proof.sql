SELECT change FROM sqitch.changes
