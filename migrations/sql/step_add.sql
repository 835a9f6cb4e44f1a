INSERT INTO {step} (run, number, title, statement) VALUES
