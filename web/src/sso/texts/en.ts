export default {
  sso: {
    title: 'Single sign-on', or: 'or', adminsOnly: 'Only administrators sign in with a password. Everybody else:', with: 'Sign in with {name}', going: 'On the way…',
    none: 'Has not come by single sign-on yet', seen: 'Last sign-in {at}', unlink: 'Unlink', unlinkNow: 'Unlink now', sure: 'The person is signed out at once. Whoever comes next with that account is linked anew.',
  },
  problem: {
    sso_state: 'This sign-in did not begin in this browser, took too long, or was used before. Please begin again.', sso_denied: 'The sign-in service did not agree. Try again, or use another account.', sso_away: 'The sign-in service cannot be reached. Try again in a moment, or use the password.',
    sso_token: 'What the sign-in service said cannot be believed, so nobody was let in. Try again, and tell the administrator if it stays.', sso_domain: 'Accounts of this domain are not let in here. Use your account of work.', sso_unverified: 'The sign-in service has not verified your e-mail address, so no account can be found by it. Ask the administrator.',
    sso_unknown: 'There is no account of yours here. Ask the administrator to make one.', sso_unfit: 'No account can be made of what the sign-in service says. Tell the administrator.', sso_other: 'This account is linked to somebody else at the sign-in service. Ask the administrator to unlink it.', sso_disabled: 'This account is switched off. Ask the administrator.', sso_only: 'Only administrators sign in with a password. Use single sign-on.',
  },
}
