-- Gives how many wait in each group, and forgets groups without any.
-- KEYS[1]  set: the groups that may have somebody waiting
-- KEYS[2]  the beginning of the key of a group's sorted set; the group follows. Same slot by its tag
-- returns  group, depth, group, depth, ...
local depths = {}
for _, group in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local n = redis.call('ZCARD', KEYS[2] .. group)
  if n > 0 then
    depths[#depths + 1] = group
    depths[#depths + 1] = n
  else
    redis.call('SREM', KEYS[1], group)
  end
end
return depths
