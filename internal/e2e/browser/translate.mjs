// An agent and a customer without a common language.

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function translation(stage) {
  const { everywhere, nothing } = inspector(stage)
  const turn = (to) => fetch(`${stage.shop}/turn?to=${to}`)
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const v = await visitor(stage)
  await v.write('Where is my parcel?')
  await v.kept('parcel')
  await a.pick('parcel')
  const asked = a.message('Where is my parcel?', 'customer')

  // Before anything is translated nobody knows the customer's language, and no bar offers one.
  await a.box.fill('您的包裹明天送到。')
  equal(await a.id('translate-bar').count(), 0, 'bars before a language is known')

  // A service that fails is words and another try; the message stands as it was.
  await turn('broken')
  await asked.getByTestId('translate').click()
  await asked.getByTestId('translate-failed').waitFor()
  await turn('')
  await asked.getByTestId('translate').click()
  await asked.getByTestId('translated').filter({ hasText: '我的包裹在哪里？' }).waitFor()
  await asked.filter({ hasText: '机器翻译' }).filter({ hasText: 'Where is my parcel?' }).waitFor()

  // What a service answers is text, whatever it looks like.
  await v.write('It is <b>late</b>')
  const late = a.message('It is', 'customer')
  await late.getByTestId('translate').click()
  equal(await late.getByTestId('translated').innerText(), '它<b>晚了</b>', 'the answer as it came')

  // The draft: looked at first, taken over by a press, sent by the agent alone.
  equal(await a.id('translate-to').inputValue(), 'en', 'the language that was found')
  await a.id('translate-draft').click()
  await a.id('translate-bar').getByTestId('translated').filter({ hasText: 'Your parcel arrives tomorrow.' }).waitFor()
  equal(await a.box.inputValue(), '您的包裹明天送到。', 'the draft before it is taken over')
  await everywhere(a, 'translate')
  await a.id('translate-take').click()
  await until('the draft in the other language', async () => (await a.box.inputValue()) === 'Your parcel arrives tomorrow.')
  equal((await v.theirs()).filter((text) => text.includes('tomorrow')).length, 0, 'what left before Enter')
  await a.box.press('Enter')
  await v.sees('Your parcel arrives tomorrow.')

  // What is written after a translation is not what was translated.
  await a.box.fill('您的包裹明天送到。')
  await a.id('translate-draft').click()
  await a.id('translate-take').waitFor()
  await a.box.fill('您的包裹后天送到。')
  await a.id('translate-take').waitFor({ state: 'detached' })
  await a.id('translate-draft').click() // not in the book
  await a.id('translate-bar').getByTestId('translate-failed').waitFor()
  equal(await a.box.inputValue(), '您的包裹后天送到。', 'the draft after a failure')
  nothing()
}
