// The department's own entries are written by the supervisor and inserted by agents, by the keyboard alone (SCR-01).

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const ENTRIES = [
  ['退款受理', 'TK01', '您的退款已受理，预计{时效}到账。'],
  ['退款进度', 'TK02', '退款已提交银行，到账以银行为准。'],
  ['价目', 'JM01', '价目见附件。', { name: '价目.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') }],
]

// compose plays an input method that has got as far as these letters.
const compose = (box, letters) =>
  box.evaluate((el, text) => {
    const fire = (type, Kind, init) => el.dispatchEvent(new Kind(type, { bubbles: true, ...init }))
    el.focus()
    fire('compositionstart', CompositionEvent, { data: '' })
    el.value = text
    fire('input', InputEvent, { data: text, isComposing: true, inputType: 'insertCompositionText' })
    fire('keydown', KeyboardEvent, { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true })
    fire('keydown', KeyboardEvent, { key: 'ArrowDown', code: 'ArrowDown', keyCode: 229, isComposing: true })
  }, letters)

// entries are added in the form, as a supervisor does.
async function entries(stage) {
  const chief = (await agent(stage, 'lizhuguan')).page
  await chief.goto(`${stage.url}/settings/scripts`)
  await chief.getByTestId('document').waitFor()
  const library = chief.locator('.list > section').filter({ has: chief.getByRole('heading', { name: '统一问答', exact: true }) })
  for (const [title, code, text, file] of ENTRIES) {
    await library.locator('header button').click()
    await chief.getByTestId('script-title').fill(title)
    await chief.getByTestId('script-code').fill(code)
    await chief.getByTestId('script-text').fill(text)
    await chief.getByTestId('script-preview').filter({ hasText: text }).waitFor()
    if (!file) continue
    await chief.getByTestId('script-file-input').setInputFiles(file)
    await chief.getByTestId('script-file').filter({ hasText: file.name }).waitFor()
  }
  return chief
}

export async function picker(stage) {
  stage.expected.push(/status of 422/) // the preview of an entry that is not written yet
  const { inspect, everywhere, nothing } = inspector(stage)
  const chief = await entries(stage)
  await inspect(chief, 'settings-library-zh-CN-light-1440')
  await chief.getByTestId('save').click()
  await chief.locator('[data-testid=document][data-version="2"]').waitFor()

  const a = await agent(stage, 'zhangmin')
  const { page } = a
  await a.start()
  const v = await visitor(stage)
  await v.write('我的退款到哪了？')
  await a.row('退款到哪').waitFor()
  await a.pick('退款到哪')
  await until('the greeting in the box', () => a.box.inputValue())
  await a.write('您好，请稍等。')
  await a.sent('请稍等')

  // By the slash, by initials, at the caret; an input method keeps its keys.
  const search = a.id('picker-search')
  const box = () => a.box.evaluate((el) => [el.value, el.value.slice(el.selectionStart, el.selectionEnd), document.activeElement === el])
  await a.box.focus()
  await page.keyboard.type('/')
  await a.id('script-picker').waitFor()
  await a.id('picker-entry').first().waitFor()
  equal((await box())[0], '', 'the slash stays out of the draft')
  await everywhere(a, 'picker')
  await a.id('script-picker').waitFor({ state: 'detached' }) // whoever goes on with Tab has left it
  await a.box.focus()
  await page.keyboard.type('/')
  await search.focus()
  await compose(search, 'tk')
  equal(await a.id('script-picker').count(), 1, 'Enter of the input method inserts nothing')
  equal(await a.id('picker-entry').evaluateAll((all) => all.slice(0, 2).map((e) => [e.dataset.script, e.ariaSelected])), [['library.own1', 'true'], ['library.own2', 'false']], 'what tk finds first, and what is chosen')
  await search.fill('tkjd')
  await a.page.locator('[data-testid=picker-entry][data-script="library.own2"]').waitFor()
  await page.keyboard.press('Enter')
  equal(await box(), [ENTRIES[1][2], '', true], 'the first in the box')
  await page.keyboard.press('Home')
  await page.keyboard.press('Alt+KeyS')
  await search.pressSequentially('tksl')
  await page.keyboard.press('Enter')
  equal(await box(), [ENTRIES[0][2] + ENTRIES[1][2], '{时效}', true], 'the second before it, with what is to be filled in')

  // It does not leave before it is filled in, and the caret is there.
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  equal((await box())[1], '{时效}', 'the caret is where it is missing')
  await everywhere(a, 'gaps')
  equal(await page.locator('[data-testid=message][data-role=agent]').count(), 1, 'nothing has left')
  await a.box.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('三天')
  await page.keyboard.press('Enter')
  const said = ENTRIES[0][2].replace('{时效}', '三天') + ENTRIES[1][2]
  await a.sent(said)
  await v.sees(said)
  const { lines } = await a.api(`sessions/${await a.session()}/explain?locale=en`)
  equal(lines.filter((l) => l.what === 'inserted').map((l) => l.text.replace(/@.*/, '')), ['in it the script library.own2', 'in it the script library.own1'], 'what the answer keeps')

  // Without a connection; nothing that fits; a slash that was meant; straight to the customer.
  stage.expected.push(/ERR_INTERNET_DISCONNECTED|WebSocket/)
  await page.context().setOffline(true)
  await page.keyboard.press('Alt+KeyS')
  await a.page.locator('[data-testid=picker-entry][data-script="library.own1"]').waitFor()
  await search.fill('没有这样的话术')
  await a.id('picker-none').waitFor()
  await inspect(page, 'picker-none-offline-zh-CN-light-1440')
  await page.keyboard.press('Escape')
  await a.id('script-picker').waitFor({ state: 'detached' })
  equal(await box(), ['', '', true], 'Escape gives the focus back')
  await page.context().setOffline(false)
  await a.live()
  await page.keyboard.type('/')
  await search.pressSequentially('5')
  await page.keyboard.press('Escape')
  equal(await box(), ['/5', '', true], 'a slash that was meant as one')
  await a.box.fill('')
  await page.keyboard.press('Alt+KeyS')
  await search.pressSequentially('bkq')
  await page.keyboard.press('Control+Enter')
  await a.sent('不客气，这是我应该做的。')
  check((await box())[0] === '', 'the box is empty')
  await carries(a, v, search, inspect)
  await ownTexts(stage, a, search, inspect)
  await proposes(stage, a, chief, search, inspect)
  nothing()
}

// carries: the file of a script goes into the answer with its text, and reaches the customer.
async function carries(a, v, search, inspect) {
  const { page } = a
  await page.keyboard.press('Alt+KeyS')
  await search.fill('jm01')
  await a.id('picker-file-list').filter({ hasText: '价目.pdf' }).waitFor()
  await inspect(page, 'picker-files-zh-CN-light-1440')
  await page.keyboard.press('Enter')
  await page.locator('[data-testid=chosen-file][data-state=ready]').filter({ hasText: '价目.pdf' }).waitFor()
  await page.keyboard.press('Enter')
  await v.sees('价目见附件。')
  const { messages } = await a.api(`sessions/${await a.session()}/messages`)
  equal(messages.findLast((m) => m.role === 'agent').files.map((f) => [f.name, f.type]), [['价目.pdf', 'application/pdf']], 'what the answer carries')
}

// ownTexts: a text of one's own is written in the picker, by the keyboard, and found by its initials, also without a line.
async function ownTexts(stage, a, search, inspect) {
  const { page } = a
  await page.keyboard.press('Alt+KeyS')
  await a.id('picker-part-own').click()
  await a.id('picker-make').click()
  await a.id('entry-title').fill('稍等片刻')
  await a.id('entry-code').fill('S D')
  await a.id('entry-text').fill('请稍等{时长}，马上回来。')
  await page.keyboard.press('Control+Enter')
  await a.id('entry-error-code').waitFor()
  await inspect(page, 'picker-own-form-zh-CN-light-1440')
  await a.id('entry-code').fill('SD')
  await page.keyboard.press('Enter')
  equal(await a.id('entry-form').count(), 1, 'Enter in a field sends nothing')
  await page.keyboard.press('Control+Enter')
  await a.id('entry-form').waitFor({ state: 'detached' })
  await page.context().setOffline(true)
  await search.fill('sdpk')
  await page.keyboard.press('Enter')
  equal(await a.box.evaluate((el) => [el.value, el.value.slice(el.selectionStart, el.selectionEnd)]), ['请稍等{时长}，马上回来。', '{时长}'], 'one of my own, with what is to be filled in')
  await page.context().setOffline(false)
  await a.live()
  await page.keyboard.type('一分钟')
  await page.keyboard.press('Enter')
  await a.sent('请稍等一分钟，马上回来。')
  await page.goto(`${stage.url}/me/scripts`)
  await a.id('own-text').filter({ hasText: '稍等片刻' }).waitFor()
  await page.goBack()
  await a.box.waitFor()
}

// proposes: what nobody finds is proposed; the supervisor is told, sees it and approves it; the agent is told, and finds it.
async function proposes(stage, a, chief, search, inspect) {
  const { page } = a
  await chief.goto(`${stage.url}/settings/proposals`)
  await chief.getByTestId('proposals-none').waitFor()
  await a.box.focus()
  await page.keyboard.press('Alt+KeyS')
  await search.fill('可以开电子发票')
  await a.id('picker-propose').click()
  await a.id('entry-code').fill('FP01')
  await a.id('entry-reason').fill('天天有人问')
  await inspect(page, 'picker-propose-zh-CN-light-1440')
  await a.id('entry-save').click()
  await a.id('entry-form').waitFor({ state: 'detached' })
  await chief.getByText('有新的话术提案待批').first().waitFor()
  await chief.goto(`${stage.url}/settings/proposals`)
  await chief.getByTestId('proposal').filter({ hasText: '天天有人问' }).waitFor()
  await inspect(chief, 'settings-proposals-zh-CN-light-1440')
  await chief.getByTestId('proposal-approve').click()
  await chief.locator('[data-testid=proposal][data-state=approved]').waitFor()
  await page.getByText('你的话术提案已采纳').first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+KeyS')
  await search.fill('fp01')
  await a.page.locator('[data-testid=picker-entry][data-script="library.own4"]').waitFor()
  await page.keyboard.press('Control+Enter')
  await a.sent('可以开电子发票')
  await chief.goto(`${stage.url}/settings/use`)
  await until('the answer is counted', async () => {
    await chief.reload()
    await chief.getByTestId('use-line').first().waitFor()
    return (await chief.locator('[data-testid=use-line][data-script="library.own4"] td').nth(2).textContent()) === '1'
  })
  await inspect(chief, 'settings-use-zh-CN-light-1440')
  await page.goto(`${stage.url}/me/scripts`)
  await page.locator('[data-testid=proposal][data-state=approved]').waitFor()
  await inspect(page, 'own-scripts-zh-CN-light-1440')
}
