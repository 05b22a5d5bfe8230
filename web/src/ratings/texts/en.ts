import type { RatingTexts } from './zh-CN'

const texts: RatingTexts = {
  ratings: {
    title: 'Satisfaction', period: 'Time', days: { 1: 'Today', 7: 'Last 7 days', 30: 'Last 30 days', 92: 'Last 92 days' },
    satisfied: 'Satisfied', of: '{n} of {of} ratings are 4 or 5', answered: 'Answered', answeredOf: 'in this time: {n} answered of {of} asked', noTarget: 'No target is set', setTarget: 'Set one', missed: 'Below the target of {n}%', met: 'Target of {n}% met', tooFew: 'Target {n}%, no ratings yet',
    scores: 'How often which score was given', score: '{n}', by: { agent: 'By agent', group: 'By group' }, one: { agent: 'Agent', group: 'Group' }, share: 'Satisfied', count: 'Ratings', whose: { agent: 'A rating is that of who closed the session', group: 'By the group that the session is in now' },
    told: { title: 'Said beside the score', yes: 'Solved', partly: 'Partly', no: 'Not solved', of: '{n} of {of}', reasons: 'Reasons' }, reason: { slow: 'Slow', attitude: 'Attitude', unsolved: 'Unsolved', unclear: 'Unclear' },
    list: 'Ratings', all: 'All', low: 'Not satisfied (1–3)', some: 'The latest {n} only', none: 'No ratings in this time', noneLow: 'No rating of 3 or less', noneHere: 'None of the listed ratings fits', loading: 'Loading…', ask: 'Customers are asked when a session closes, if “Matters and flows” in the settings says so', pick: 'Choose a rating to see its session here', stars: '{n} of 5',
  },
}

export default texts
