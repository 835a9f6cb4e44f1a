CREATE TABLE item (a timestamp with time zone DEFAULT current_timestamp, b timestamp DEFAULT NOW(), c date DEFAULT CURRENT_DATE, d time DEFAULT localtime,
  e timestamptz(3) DEFAULT CURRENT_TIMESTAMP(3), f timestamptz DEFAULT transaction_timestamp());
