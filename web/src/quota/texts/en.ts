export default {
  quota: {
    left: '{network}: {left} of {of} messages left', few: 'put greeting and answer into one message; closing and survey leave as one anyway', join: 'Add the greeting',
    used: '{network} takes no more messages until the customer writes again. Notes can be left, and the session can be closed without a closing', over: 'The time in which {network} takes messages is over until the customer writes again. Notes can be left, and the session can be closed without a closing',
  },
}
