UPDATE t SET a = '';
