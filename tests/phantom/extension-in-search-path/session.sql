ALTER ROLE {role} SET search_path = public, ext;
