-- Adds sessions to the queue or moves them, so that each stands in one group only.
-- KEYS[1]  hash: session -> its entry as JSON
-- KEYS[2]  hash: session -> its group
-- KEYS[3]  set: the groups that may have somebody waiting
-- KEYS[4]  the beginning of the key of a group's sorted set (session by rank); the group follows. Same slot by its tag
-- ARGV     four for each entry: session, group, rank, JSON
-- returns  how many entries were given
for i = 1, #ARGV, 4 do
  local session, group = ARGV[i], ARGV[i + 1]
  local before = redis.call('HGET', KEYS[2], session)
  if before and before ~= group then
    redis.call('ZREM', KEYS[4] .. before, session)
  end
  if before ~= group then
    redis.call('HSET', KEYS[2], session, group)
    redis.call('SADD', KEYS[3], group)
  end
  redis.call('ZADD', KEYS[4] .. group, ARGV[i + 2], session)
  redis.call('HSET', KEYS[1], session, ARGV[i + 3])
end
return #ARGV / 4
