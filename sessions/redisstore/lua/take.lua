-- Takes tokens from a bucket by the generic cell rate algorithm, by Redis' own clock.
-- KEYS[1]  string: the microsecond at which the bucket will be full again; absent when it is full
-- ARGV[1]  tokens asked for
-- ARGV[2]  tokens that the bucket holds
-- ARGV[3]  microseconds for one token
-- returns  0 when they were taken, else the microseconds to wait
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local every = tonumber(ARGV[3])
local depth = ARGV[2] * every
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
full = math.min(full, now + depth) -- the clock was set back or the bucket made smaller: never worse than empty
local after = full + ARGV[1] * every
local wait = after - now - depth
if wait > 0 then
  return wait
end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000))
return 0
