-- Gives who counts as present now, by Redis' own clock.
-- KEYS[1]  sorted set: node and agent by the millisecond at which they count no more
-- returns  the members
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now), '+inf')
