-- How far an ALTER TABLE of this session has come: in per cent of all of its stages.
SELECT concat(round(((p.STAGE - 1) * 100 + p.PROGRESS) / p.MAX_STAGE, 1), ' 100 %')
  FROM information_schema.PROCESSLIST AS p
 WHERE p.ID = ? AND p.MAX_STAGE > 0
