import type { AccessTexts } from './zh-CN'

const texts: AccessTexts = {
  access: {
    lead: 'Only you see this. A new password ends your other sign-ins and forgets all browsers.', goOn: 'Continue', confirm: 'Confirm', minutes: '{n} minute | {n} minutes',
    soon: { idle: 'Not used for a while: you will be signed out in {time}', age: 'Your sign-in ends in {time}; drafts are kept' },
    again: { title: 'Stay signed in', lead: 'Give the password of {login} once more. The page and your drafts stay as they are.' },
    password: { change: 'Change the password', current: 'Password now', next: 'New password', about: 'All other sign-ins end with it.', done: 'The password is changed, all other sign-ins have ended' },
    signIns: 'Signed in', here: 'this one', place: '{source} · since {from} · last used {seen}', end: 'Sign out', endOf: 'Sign out {name}',
    devices: 'Remembered browsers', devicesAbout: 'With “Remember this browser” at the sign-in you stay signed in for {n} day, and are asked for no code. | With “Remember this browser” at the sign-in you stay signed in for {n} days, and are asked for no code.', devicesNever: 'This desk remembers no browsers.', noDevice: 'None is remembered',
    device: '{source} · since {from} · last sign-in {used} · until {until}', forget: 'Forget', forgetOf: 'Forget {name}',
    factor: {
      title: 'Second factor', about: 'Beside the password you give a code of six digits, which an authenticator app shows.', never: 'This desk asks for no second factor.', start: 'Set up', next: 'Next',
      on: 'On since {at}', left: '{n} recovery code left | {n} recovery codes left', renew: 'New recovery codes', renewAbout: 'The former ones will not work any more.', off: 'Switch off', offAbout: 'You will sign in with the password alone, and no browser will be remembered.',
      change: 'Change the app', changeAbout: 'Your account has to have a second factor: once the former is off you set up another at once.',
      scan: 'Scan this with an authenticator app.', picture: 'QR code for an authenticator app; it says the same as the key below', typed: 'Or type the key:', first: 'The six digits that the app shows', confirm: 'Confirm and switch on',
    },
    recovery: { title: 'Recovery codes', lead: 'Without your phone, each of these works once in place of a code. They are shown this once: keep them safe.', copy: 'Copy', copied: 'Copied', save: 'Save as a file', kept: 'I have kept the recovery codes', done: 'Done' },
    reset: { on: 'Has a second factor since {at}', none: 'Has no second factor', act: 'Take away the second factor', about: 'For who has lost the phone and the recovery codes. All their sign-ins end; it stands in the history.', sure: 'Take it away', done: 'The second factor is taken away' },
  },
  problem: {
    wrong_password: 'The password is wrong.', second_factor_set: 'There is a second factor already: switch it off first.', second_factor_off: 'This desk asks for no second factor.', second_factor_not_begun: 'Begin again.', no_second_factor: 'There is no second factor.',
  },
}

export default texts
