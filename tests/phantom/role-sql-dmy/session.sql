ALTER ROLE {role} SET TimeZone = 'Asia/Tokyo';
ALTER ROLE {role} SET DateStyle = 'SQL, DMY';
ALTER ROLE {role} SET IntervalStyle = 'sql_standard';
ALTER ROLE {role} SET bytea_output = 'escape';
ALTER ROLE {role} SET extra_float_digits = -6;
