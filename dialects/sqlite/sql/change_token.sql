-- SQLite itself counts the changes of the schema.
SELECT schema_version AS token FROM pragma_schema_version
