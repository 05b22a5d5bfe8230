import type { LiveTexts } from './zh-CN'

const texts: LiveTexts = {
  live: {
    title: 'Live board', latency: 'Messages on screen: median {median} s · p95 {p95} s ({n} in 5 minutes, this node)', asOf: 'As of {time}', stale: 'As of {time}; goes on when the connection is back', at: 'Those beyond {n} are not listed',
    tile: { waiting: 'Waiting', longest: 'Longest wait', over: 'Overdue', owed: 'To answer', hits: 'Listed phrases', open: 'Open', people: 'Online / busy / away / offline' },
    show: { all: 'All open', waiting: 'Waiting', over: 'Overdue', owed: 'To answer', aims: 'Answer or completion late', raised: 'A lead is needed', trouble: 'Delivery trouble', hits: 'Listed phrases' },
    clear: 'Show all', calm: 'Nothing to act on', nobody: 'Nobody is online, {n} waiting', groups: 'Groups', agents: 'Agents', col: { group: 'Group', waiting: 'Waiting', longest: 'Longest', online: 'Online', free: 'Free', agent: 'Agent', status: 'Status', since: 'For', load: 'Load', over: 'Overdue' },
    back: 'back at {at}', late: 'was to be back at {at}',
    away: '{status} with {n} session in hand | {status} with {n} sessions in hand', pending: '+{n} to re-sort', none: 'No such session',
  },
}

export default texts
