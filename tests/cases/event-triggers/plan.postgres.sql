BEGIN;

-- alter event trigger off (enabled)
ALTER EVENT TRIGGER off ENABLE;

-- add event trigger new
CREATE EVENT TRIGGER new ON ddl_command_start
    EXECUTE FUNCTION f();

-- add event trigger new
ALTER EVENT TRIGGER new DISABLE;

-- add event trigger new
COMMENT ON EVENT TRIGGER new IS 'new';

-- drop event trigger watch
DROP EVENT TRIGGER watch;

-- add event trigger watch
CREATE EVENT TRIGGER watch ON ddl_command_end
    WHEN TAG IN ('CREATE TABLE')
    EXECUTE FUNCTION g();

-- add event trigger watch
ALTER EVENT TRIGGER watch ENABLE ALWAYS;

-- add event trigger watch
COMMENT ON EVENT TRIGGER watch IS 'looks on';

-- drop event trigger gone
DROP EVENT TRIGGER gone;
COMMIT;
