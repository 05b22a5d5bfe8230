-- Lets agents count as present for a time from now, by Redis' own clock, and forgets those whose time is over.
-- KEYS[1]  sorted set: node and agent by the millisecond at which they count no more
-- ARGV[1]  time to live, milliseconds
-- ARGV[2]  and on: the members, 1 to 500
-- returns  how many members were given
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local ttl = tonumber(ARGV[1])
local until_then = string.format('%.0f', now + ttl)
local add = {}
for i = 2, #ARGV do
  add[#add + 1] = until_then
  add[#add + 1] = ARGV[i]
end
redis.call('ZADD', KEYS[1], unpack(add))
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
if redis.call('PTTL', KEYS[1]) < ttl then -- the set goes with its last member
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return #ARGV - 1
