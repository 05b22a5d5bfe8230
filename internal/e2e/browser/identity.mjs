// A site around the web chat that says who its customers are, and the people before its browsers.

import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { agent } from './agent.mjs'
import { check, equal, until } from './stage.mjs'
import { identity as sign } from '../../../docs/examples/webchat-identity.mjs'

const wang = { sub: 'K-10023', name: '王女士' }
const li = { sub: 'K-10024', name: '王女士' } // of the same name: that is nobody's right to anything

export async function identity(stage) {
  const site = await shop(stage)
  try {
    await play(stage, site)
  } finally {
    site.close()
  }
}

async function play(stage, site) {
  const pc = await customer(stage, site, 'pc', wang)
  await pc.write('我的包裹 88213 三天没有发货')
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('88213')
  await verified(stage, a)
  await a.write('今天 18:00 前发出。')
  await a.note('仓库缺货，勿告知客户')
  await pc.sees('18:00')
  stage.note('one browser')

  const phone = await customer(stage, site, 'phone', wang, { colorScheme: 'dark', viewport: { width: 390, height: 780 } })
  await phone.sees('18:00')
  equal(await phone.own(), ['我的包裹 88213 三天没有发货'], 'the conversation on another browser')
  await phone.write('谢谢')
  await until('the other browser has it', async () => (await pc.own()).length === 2)
  stage.note('the same conversation on another browser')

  await strangers(stage, site, a)
  await renewed(stage, phone)
  await signsOut(stage, site, pc)
  await signsInLater(stage, site)
  await saves(stage, a, phone)
  stage.expected.push(/(forger .*|phone): Firstline: identity: /)
}

// verified: the agent sees that the site has signed, and its number of the customer.
async function verified(stage, a) {
  const panel = a.id('customer-panel')
  equal(await panel.getByTestId('identity').innerText(), '身份已由网站验证', 'the mark of a signed identity')
  const text = await panel.innerText()
  check(text.includes('王女士') && text.includes('客户编号') && text.includes('K-10023') && !text.includes('sub:'), 'name and number: ' + text)
  equal(await a.row('88213').locator('strong.name').getAttribute('title'), '身份已由网站验证', 'the tooltip of the row')
  await stage.picture(a.page, 'identity-verified')
}

// strangers: another number, no number, a number that nobody has signed, and one that somebody has changed.
async function strangers(stage, site, a) {
  const other = await customer(stage, site, 'other', li)
  await empty(other, 'another customer')
  const nobody = await customer(stage, site, 'nobody', { name: '王女士' })
  await empty(nobody, 'a visitor of the same name')
  await nobody.write('我是王女士，查得怎么样了')
  await a.pick('查得怎么样了')
  equal(await a.id('customer-panel').getByTestId('identity').innerText(), '访客自报，身份未验证', 'the mark of a claim')
  check(!(await a.id('customer-panel').innerText()).includes('K-10023'), 'a claim has no number')
  await stage.picture(a.page, 'identity-claimed')
  const [head, , tag] = site.token(li).split('.')
  for (const [what, token] of [
    ['changed', `${head}.${site.token(wang).split('.')[1]}.${tag}`], ['of another secret', sign('x'.repeat(40), wang)],
    ['unsigned', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${site.token(wang).split('.')[1]}.`], ['old', site.token({ ...wang, exp: 1 })],
  ]) {
    const forger = await customer(stage, site, 'forger ' + what, { token })
    await forger.frame.locator('#bar').filter({ hasText: '登录身份已失效' }).waitFor()
    check(!(await forger.text()).includes('88213'), what + ' opens the conversation')
    check((await forger.asked()).some((why) => why.startsWith('identity: ')), 'the site is told why: ' + (await forger.asked()))
    if (what === 'old') await stage.picture(forger.page, 'identity-refused')
    await forger.page.close()
  }
  stage.note('strangers see nothing')
}

const empty = async (c, who) => {
  await c.frame.locator('#welcome').waitFor()
  check(!/88213|18:00/.test(await c.text()), who + ' sees the conversation')
}

// renewed: an identity that ends soon is asked for anew, and the page stays as it is. So it does with the new one, and with the body of
// an error in its place, which signs nobody out.
async function renewed(stage, phone) {
  await phone.frame.locator('body').evaluate(() => (window.still = true))
  await phone.sign({ ...wang, exp: Math.floor(Date.now() / 1000) - 10 }) // within the minute by which clocks may differ
  await until('the site was asked', async () => (await phone.asked()).includes('expires'))
  await phone.frame.locator('#text').fill('没有写完的话')
  await phone.page.evaluate(() => (document.getElementById('chat').dataset.identity = '<html>502 Bad Gateway</html>'))
  await until('the site was asked for another one', async () => (await phone.asked()).some((why) => why.startsWith('identity: ')))
  equal(await phone.frame.locator('#text').inputValue(), '没有写完的话', 'the draft behind the error')
  await phone.write('还在吗')
  check(await phone.frame.locator('body').evaluate(() => window.still), 'the page began anew')
  stage.note('renewed')
}

// signsOut: what was there is gone from the page and from the browser, for whoever comes next; the person finds it again.
async function signsOut(stage, site, pc) {
  await pc.frame.locator('#text').fill('没有写完的话')
  await pc.sign(null)
  await empty(pc, 'who comes after the sign-out')
  equal(await pc.frame.locator('#text').inputValue(), '', 'the draft after the sign-out')
  equal(await pc.kept(), [], 'what the browser keeps after the sign-out')
  await pc.sign(li)
  await empty(pc, 'the next one who signs in')
  await pc.sign(wang)
  await pc.sees('18:00')
  await pc.sign(li) // without a sign-out between
  await empty(pc, 'who signs in over somebody')
  await pc.visit({}) // signed out on another page of the site: this one brings no identity
  await empty(pc, 'a visitor after a sign-out elsewhere')
  equal(await pc.kept(), [], 'what the browser keeps')
  stage.note('signed out')
}

// signsInLater: what somebody wrote before the sign-in stays a visitor's, and is not shown to who comes after the sign-out.
async function signsInLater(stage, site) {
  const c = await customer(stage, site, 'later', {}, { viewport: { width: 320, height: 640 } })
  await c.frame.locator('#lang').selectOption('en')
  await c.write('请问几点关门')
  equal(await c.frame.locator('#transcript').getAttribute('aria-label'), 'Download this conversation', 'the button in English')
  await stage.picture(c.page, 'identity-narrow-en')
  await c.sign({ sub: 'K-10025', name: '赵先生' })
  await c.frame.locator('#welcome').waitFor()
  check(!(await c.text()).includes('几点关门'), 'the visitor became the person')
  await c.write('我要留个言')
  await c.sign(null)
  await c.frame.locator('#welcome').waitFor()
  check(!/几点关门|留个言/.test(await c.text()), 'the next visitor sees what was written before')
}

// saves: the customer keeps the conversation, with the keyboard, after it has ended; it has what was shown and nothing else.
async function saves(stage, a, phone) {
  await a.pick('还在吗')
  await a.write('在的，已经发出。')
  await phone.sees('已经发出')
  const closing = await a.close()
  await phone.sees(closing.split('\n')[0])
  await stage.picture(phone.page, 'identity-phone-dark')
  const button = phone.frame.locator('#transcript')
  equal(await button.getAttribute('aria-label'), '下载聊天记录', 'the name of the button')
  const coming = phone.page.waitForEvent('download')
  await button.press('Enter')
  const file = await coming
  check(/^青禾商城 \d{4}-\d\d-\d\d\.txt$/.test(file.suggestedFilename()), 'the file is called ' + file.suggestedFilename())
  const text = await readFile(await file.path(), 'utf8')
  const lines = text.replace(/^\uFEFF/, '').split('\r\n')
  const said = lines.filter((l) => /^\[\d\d:\d\d:\d\d\] /.test(l)).map((l) => l.slice(11))
  const theirs = await phone.frame.locator('#scroll li.theirs .bubble').allInnerTexts()
  equal(said.filter((l) => l.startsWith('我: ')), (await phone.own()).map((l) => '我: ' + l), 'what the customer said')
  equal(said.filter((l) => !l.startsWith('我: ')).length, theirs.length, 'how often the desk spoke')
  check(said.some((l) => l.startsWith('张敏 (客服): 今天 18:00')), 'the agent by name:\n' + text)
  check(lines[1].includes('Asia/Shanghai'), 'the zone: ' + lines[1])
  for (const inner of ['勿告知', 'zhangmin', 'sub:', '几点关门', '我是王女士']) check(!text.includes(inner), 'the transcript has ' + inner)
  stage.note('saved')
}

// shop is the site: who its visitor is stands in the query, where a real one has its own session.
async function shop(stage) {
  const [host, port] = stage.network.split(':')
  const token = (who) => sign(stage.secret, who)
  const page = (q) => {
    const given = q.get('token') ?? (q.get('sub') ? token({ sub: q.get('sub'), name: q.get('name') }) : '')
    const attributes = [given && `data-identity="${given}"`, q.get('name') && `data-name="${q.get('name')}"`].filter(Boolean).join(' ')
    return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>青禾商城</title>
<body style="font:16px sans-serif"><h1>青禾商城</h1>
<script id="chat" src="${stage.url}/chat/web/widget.js" ${attributes}></script>
<script>
const chat = document.getElementById('chat')
window.asked = []
chat.addEventListener('identity', async (e) => {
  window.asked.push(e.detail)
  const next = await (await fetch('/identity')).text() // the site's own session says for whom
  if (next) chat.dataset.identity = next
})
</script>`
  }
  let current = null // who is signed in, for renewals
  const server = createServer((req, res) => {
    const url = new URL(req.url, 'http://site')
    res.setHeader('Cache-Control', 'no-store')
    if (url.pathname === '/identity') return void res.end(current ? token(current) : '')
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    res.end(page(url.searchParams))
  })
  await new Promise((done) => server.listen(Number(port), host, done))
  return { url: `http://${stage.network}`, token, renews: (who) => (current = who), close: () => server.close() }
}

// customer opens the shop as somebody, and the chat in it.
async function customer(stage, site, name, who, look) {
  const page = await stage.person(name, look)
  const visit = async (who) => {
    site.renews(who.sub && !who.exp ? { sub: who.sub, name: who.name } : null)
    await page.goto(`${site.url}/?${new URLSearchParams(who)}`)
    const launcher = page.locator('.launcher')
    if (await launcher.isVisible()) await launcher.click()
    await frame.locator('#welcome:visible, #scroll li, #bar:not(:empty)').first().waitFor() // the page is alive: before that nobody hears the Enter key
  }
  const frame = page.frameLocator('iframe')
  await visit(who)
  return {
    page, frame, visit,
    async write(text) {
      await frame.locator('#text').fill(text)
      await frame.locator('#text').press('Enter')
      await frame.locator('#scroll li.own.kept').filter({ hasText: text }).first().waitFor()
    },
    sees: (text) => frame.locator('#scroll li.theirs').filter({ hasText: text }).last().waitFor(),
    own: () => frame.locator('#scroll li.own .bubble').allInnerTexts(),
    text: () => frame.locator('body').innerText(),
    asked: () => page.evaluate(() => window.asked),
    // sign has the site sign somebody in, in the place of whoever was; null signs out.
    async sign(who) {
      if (who) site.renews({ sub: who.sub, name: who.name })
      const token = who && site.token(who)
      await page.evaluate((t) => {
        const chat = document.getElementById('chat')
        if (t) chat.dataset.identity = t
        else delete chat.dataset.identity
      }, token)
    },
    // kept is what the browser remembers of anybody, by key.
    kept: () => frame.locator('body').evaluate(() => Object.keys(localStorage).filter((k) => /:(p:|who$|q:|draft$)/.test(k))),
  }
}
