import type { IntakeTexts } from './zh-CN'

const texts: IntakeTexts = {
  intake: {
    title: 'Write down a call or a visit', about: 'Who came without a channel goes into the same record and complaint register. Nothing is sent from here.', how: 'How the customer came',
    by: { phone: 'Telephone', visit: 'Visit', letter: 'Letter', fax: 'Fax', email: 'E-mail', sms: 'Text message', comment: 'Comment' },
    name: "Customer's name", contact: 'Contact', contactWhy: 'A telephone number, an address or an account: the same contact is the same customer', asked: 'What the customer said', noAsked: 'Write down what the customer said.', answered: 'What you answered', answeredWhy: 'Leave it empty if there is no answer yet; write it into the session later',
    when: 'When', now: 'Just now', future: 'This lies in the future.', sure: 'What you wrote here is not kept. Leave all the same?', leave: 'Leave without it', submit: 'Write down', mine: 'Written down: {name}', theirs: 'Written down. A colleague has this customer and will see it', unnamed: 'no name',
  },
}

export default texts
