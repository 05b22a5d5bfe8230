import type { ClosingTexts } from './zh-CN'

const texts: ClosingTexts = {
  closing: {
    left: 'Closes in {left}', wait: 'The closing message goes out then; until then it can be undone', now: 'Close now',
    held: 'Closing in {s} seconds: {name}', kept: 'Not closed: {name}', stopped: 'Not closed: {name} has written again', moved: 'Not closed: somebody else has taken {name} over', failed: 'Not closed: {name}. {why}',
    ready: 'Nothing is missing: Enter closes', notProposed: '“Solved” is not chosen for you: {why}',
    doubt: { unanswered: 'a message of the customer has no reply', trouble: 'a message did not arrive', question: 'a question inside is not settled', promise: 'a promise is open', complaint: 'a complaint is open' },
    noList: 'There are no categories to choose from: write one, or leave it for later', noDetail: 'The details could not be loaded. It can be closed all the same, with the unified closing unless you write another', writeCategory: 'Write what the customer wanted',
  },
}

export default texts
