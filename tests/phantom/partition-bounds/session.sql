ALTER ROLE {role} SET TimeZone = 'Asia/Kolkata';
ALTER ROLE {role} SET DateStyle = 'German';
