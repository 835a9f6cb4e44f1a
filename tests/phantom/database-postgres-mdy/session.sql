ALTER DATABASE {db} SET TimeZone = 'America/St_Johns';
ALTER DATABASE {db} SET DateStyle = 'Postgres, MDY';
ALTER DATABASE {db} SET IntervalStyle = 'iso_8601';
ALTER DATABASE {db} SET bytea_output = 'escape';
ALTER DATABASE {db} SET standard_conforming_strings = off;
ALTER DATABASE {db} SET escape_string_warning = off;
ALTER DATABASE {db} SET lc_monetary = 'C';
