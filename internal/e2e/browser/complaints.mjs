// A dispute, from the customer's word to the closed entry of the complaint register; the first-contact owner looks on
// (RTE-01, FCR-01, CMP-16).

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function dispute(stage) {
  stage.expected.push(/status of 4(09|03)/) // a colleague was faster: that is what the act is about
  const { inspect, everywhere, nothing } = inspector(stage)

  const v = await visitor(stage)
  await v.write('你们发错货了，我要求退差价 20 元')
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('退差价')
  await until('the greeting in the box', () => a.box.inputValue())
  await a.write('您好，我先为您核实，请稍等。')
  await a.sent('我先为您核实')
  const session = await a.session()

  const number = await handOver(stage, a, inspect)
  stage.note('handed over as ' + number)
  equal((await a.api('sessions/' + session)).register, number, 'the number of the session')

  const b = await agent(stage, 'sunyue')
  await b.start()
  await b.pick('先为您核实')
  await b.message(number, 'note').waitFor()
  await b.id('case-chip').filter({ hasText: number }).waitFor()
  await b.write('您好，投诉专员孙悦为您服务，马上为您核实。')
  await b.sent('马上为您核实')
  // Accepted first, right or wrong; no apology for a fault of ours before the complaint was found valid (SCR-21).
  await b.id('accept-first').click()
  check((await b.id('composer-text').inputValue()).includes('我明白了'), 'the complaint is accepted first')
  check((await b.id('fault-apology').count()) === 0, 'no apology is offered before the decision')
  await b.id('composer-text').fill('对不起，这次是我们的疏忽，给您添麻烦了，请您原谅。我们会尽快核实处理，并给您答复。')
  await b.id('finding').filter({ hasText: '还没有判定有效' }).waitFor()
  await inspect(b.page, 'complaint-apology-zh-CN-light-1440')
  await b.id('composer-text').fill('')
  await b.id('case-chip').click()
  const c = onCase(b)
  await c.at('registered')
  await b.id('evidence').filter({ hasText: '要求退差价' }).first().waitFor()
  await files(b, everywhere)

  // The owner has the entry on the screen all the time, and may not decide anything.
  await a.id('place-complaints').click()
  await a.page.locator(`[data-testid=complaint-row][data-number="${number}"] a`).click()
  const o = onCase(a)
  await o.at('registered')
  await a.id('evidence-file').filter({ hasText: '发货记录' }).first().waitFor() // the owner sees the evidence, and gets its bytes
  equal((await a.page.request.get(`${stage.url}/api/v1/complaints/${number}/files/1`)).status(), 200, 'the file, to the owner')
  await a.id('watching').waitFor()
  check((await a.id('open-judged').count()) === 0, 'the first-contact owner does not judge')

  await c.act('judged', async () => {
    await b.id('validity-valid').check()
    await b.id('field-grounds').fill('发货记录属实')
  })
  await inspect(b.page, 'complaint-dispatch-zh-CN-light-1440')
  await faster(a, b)
  await c.act('dispatched', async () => {
    await b.id('field-department').fill('仓储部')
    await b.id('field-task').fill('核对发货单，补发或退差价')
  })
  await c.at('dispatched')
  // The department contacts the customer at once (CMP-06), and the form says what was found out (FLW-05).
  await b.page.getByText('须立即联系客户').waitFor()
  await b.id('open-contacted').click()
  await c.act('contacted', () => b.id('field-contactHow').fill('仓储部电话致歉'))
  await b.id('open-described').click()
  await c.act('described', async () => {
    await b.id('field-problem').fill('拣货单与订单不符')
    await b.id('field-suggestion').fill('出库前再核对一次颜色')
  })
  await b.id('form-submittedTo').filter({ hasText: '仓储部' }).waitFor()
  await b.id('form-problem').filter({ hasText: '拣货单' }).waitFor()
  await b.id('form-suggestion').filter({ hasText: '再核对' }).waitFor()
  await ruling(stage, a, b, o, number)
  await c.act('handled', () => b.id('field-answer').fill('拣错颜色，同意退差价 20 元'))
  await c.at('handled')
  await c.act('returned', async () => {})
  await c.at('returned')
  stage.note('handled and returned')

  await b.id('to-session').click()
  await b.id('fault-apology').click()
  check((await b.id('composer-text').inputValue()).includes('我们的疏忽'), 'the apology is offered for a valid complaint')
  check((await b.id('finding').count()) === 0, 'and may be said')
  await b.write('差价 20 元已退回，给您添麻烦了。')
  await b.sent('已退回')
  await b.id('case-chip').click()
  await c.act('replied', () => b.id('field-told').fill('差价 20 元已退回'))
  await c.act('followed_up', async () => {
    await b.id('satisfied-no').check()
    await b.id('field-said').fill('还没收到退款')
  })
  await c.at('dispatched') // not satisfied: back to the department (CMP-19)
  await c.act('handled', () => b.id('field-answer').fill('已加急，款项到账'))
  await c.act('returned', async () => {})
  await c.act('replied', () => b.id('field-told').fill('已到账，请查收'))

  // The call-back is the owner's (FCR-03).
  await a.page.locator('[data-testid=story-line][data-kind=replied]').filter({ hasText: '请查收' }).waitFor() // or 张敏 would be told that somebody was faster
  await o.act('followed_up', async () => {
    await a.id('satisfied-yes').check()
    await a.id('field-said').fill('客户表示满意')
  })
  await c.at('followed_up')
  await everywhere(b, 'complaint')
  await c.act('closed', () => b.id('field-result').fill('退差价 20 元，仓储部已改进拣货'))
  await c.at('closed')
  await o.at('closed')
  await a.id('case-closed').filter({ hasText: '退差价' }).waitFor()
  stage.note('closed')

  await seen(stage, number, inspect)
  await register(a, b, number, { inspect, everywhere })
  check(!(await v.everything()).includes(number), 'the customer does not see the number')
  nothing()
}

// files: a picture and a page become evidence; the picture is looked at, and nothing is saved before it is up (ORG-07).
async function files(b, everywhere) {
  const buffer = await b.page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 200 } })
  await b.id('attach-input').setInputFiles([{ name: '发货照片.png', mimeType: 'image/png', buffer }, { name: '发货单.txt', mimeType: 'text/plain', buffer: Buffer.from('发货单 88213') }])
  await b.page.locator('[data-testid=chosen-file][data-state=ready]').nth(1).waitFor()
  await b.id('attach-note').fill('发货记录')
  await everywhere(b, 'complaint-attach')
  await b.id('attach-save').click()
  await b.id('evidence-file').nth(1).waitFor()
  equal(await b.id('chosen-file').count(), 0, 'what is evidence waits for nothing')
  await b.page.locator('[data-testid=story-line][data-kind=file_attached]').filter({ hasText: '发货照片.png' }).waitFor()
  await b.id('evidence-file').first().locator('button').click()
  await until('the picture is there', () => b.id('viewer-picture').evaluate((e) => e.complete && e.naturalWidth))
  await b.page.keyboard.press('Escape')
  await b.id('viewer-picture').waitFor({ state: 'detached' })
}

// ruling: the first-contact owner reports what is special upward, a manager rules, and both is on the form (CMP-13, CMP-17).
async function ruling(stage, a, b, o, number) {
  await a.page.locator('[data-testid=story-line][data-kind=described]').first().waitFor() // the owner's page follows by itself
  await a.id('open-escalated').click()
  await o.act('escalated', async () => {
    await a.id('level-manager').check()
    await a.id('field-toDecide').fill('涉及其他公司的责任')
    await a.id('special-yes').check()
  })
  const m = await agent(stage, 'chenjingli')
  await m.id('complaints-waiting').filter({ hasText: '1' }).waitFor()
  await m.page.goto(`${stage.url}/complaints?view=ruling`)
  await m.page.locator(`[data-testid=complaint-row][data-number="${number}"] a`).click()
  await onCase(m).act('ruled', () => m.id('field-decision').fill('由本公司先行退款'))
  await b.id('block-escalations').filter({ hasText: '先行退款' }).waitFor()
  await m.page.close()
}

// seen: a manager finds the closure, looks at it, and the number in the navigation goes away (FLW-10).
async function seen(stage, number, inspect) {
  const m = await agent(stage, 'chenjingli')
  await m.id('complaints-waiting').filter({ hasText: '1' }).waitFor()
  await m.id('place-complaints').click()
  await m.id('complaints-unseen').click()
  await m.page.locator(`[data-testid=complaint-row][data-number="${number}"]`).waitFor()
  await inspect(m.page, 'complaints-unseen-zh-CN-light-1440')
  await m.page.locator(`[data-testid=complaint-row][data-number="${number}"] a`).click()
  await onCase(m).act('seen', async () => {})
  await inspect(m.page, 'complaint-seen-zh-CN-light-1440')
  await m.id('case-back').click()
  await m.id('complaints-waiting').waitFor({ state: 'detached' })
}

// handOver fills the form that is there when a session goes to the complaint group.
async function handOver(stage, a, inspect) {
  await a.page.keyboard.press('Alt+KeyA')
  await a.id('complaint-fields').waitFor()
  await a.id('transfer-note').fill('客户要求退差价，未承诺')
  await a.id('complaint-nature').fill('发错货，要求退差价')
  await a.id('complaint-wanted').fill('退差价 20 元')
  check(Number(await a.id('complaint-to').inputValue()) >= 3, 'the evidence is the transcript up to now')
  await inspect(a.page, 'complaint-transfer-zh-CN-light-1440')
  await a.id('transfer-submit').click()
  const toast = a.page.getByText(/TS-\d{4}-\d{6}/).first()
  return /TS-\d{4}-\d{6}/.exec(await toast.innerText())[0]
}

// faster: the owner remarks something while the specialist's form is open. The specialist is told, and nothing is lost.
async function faster(a, b) {
  await b.id('open-remarked').click()
  await b.id('field-remark').fill('已联系仓库')
  await a.page.locator('[data-testid=story-line][data-kind=judged]').waitFor() // the owner's page follows by itself
  await a.id('open-remarked').click()
  await a.id('field-remark').fill('客户又来电一次')
  await a.id('submit-remarked').click()
  await a.page.locator('[data-testid=story-line][data-kind=remarked]').filter({ hasText: '又来电' }).waitFor()
  await b.id('submit-remarked').click()
  await b.id('act-error').filter({ hasText: '张敏' }).waitFor()
  await b.page.locator('[data-testid=story-line][data-kind=remarked]').filter({ hasText: '又来电' }).waitFor()
  await b.id('submit-remarked').click()
  await b.page.locator('[data-testid=story-line][data-kind=remarked]').filter({ hasText: '联系仓库' }).waitFor()
}

// register looks at the list: filters, words, and the keyboard.
async function register(a, b, number, { inspect, everywhere }) {
  await b.id('case-back').click()
  await b.id('complaints-empty').waitFor() // nothing is open any more
  await b.id('complaints-closed').click()
  await b.page.locator(`[data-number="${number}"]`).waitFor()
  await b.id('complaints-search').fill('没有这样的词')
  await b.id('complaints-empty').waitFor()
  await b.id('complaints-search').fill(number.slice(-6))
  await b.page.locator(`[data-number="${number}"]`).waitFor()
  await b.id('complaints-search').press('Escape')
  await inspect(b.page, 'register-closed-zh-CN-light-1440')
  await b.page.keyboard.press('KeyJ')
  await b.page.keyboard.press('Enter')
  await onCase(b).at('closed')
  await a.id('case-back').click()
  await a.id('complaints-all').click()
  await a.page.locator(`[data-number="${number}"]`).waitFor()
  await everywhere(a, 'register')
}

const onCase = (p) => ({
  at: (step) => p.page.locator(`[data-testid=case][data-step=${step}]`).waitFor(),
  async act(kind, fill) {
    await p.id('act-' + kind).waitFor()
    await fill()
    const before = await p.page.locator('[data-testid=story-line]').count()
    await p.id('submit-' + kind).click()
    await until(kind + ' is in the story', async () => (await p.page.locator('[data-testid=story-line]').count()) > Math.min(before, 11) || (await p.page.locator(`[data-testid=story-line][data-kind=${kind}]`).count()) > 0)
    await p.page.locator(`[data-testid=story-line][data-kind=${kind}]`).first().waitFor()
  },
})
