-- Removes sessions from the queue.
-- KEYS[1]  hash: session -> its entry as JSON
-- KEYS[2]  hash: session -> its group
-- KEYS[3]  the beginning of the key of a group's sorted set; the group follows. Same slot by its tag
-- ARGV     the sessions
-- returns  how many of them were waiting
local removed = 0
for _, session in ipairs(ARGV) do
  local group = redis.call('HGET', KEYS[2], session)
  if group then
    redis.call('ZREM', KEYS[3] .. group, session)
    redis.call('HDEL', KEYS[1], session)
    redis.call('HDEL', KEYS[2], session)
    removed = removed + 1
  end
end
return removed
