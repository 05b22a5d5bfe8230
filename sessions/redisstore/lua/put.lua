-- Stores a projection when it is newer than what is there; an older one only renews the time to live.
-- KEYS[1]  the projection: a string, 16 decimal digits of the stamp, then what Go packed behind them
-- ARGV[1]  the new value, in the same form
-- ARGV[2]  time to live, seconds
-- returns  1 when stored, 0 when what is there is as new or newer
local old = redis.call('GETRANGE', KEYS[1], 0, 15)
if old ~= '' and tonumber(old) >= tonumber(string.sub(ARGV[1], 1, 16)) then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
