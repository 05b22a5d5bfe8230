// Files in conversations: chosen, shown, looked at, answered and saved, on both sides of the web chat.

import { readFile } from 'node:fs/promises'
import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n' + '% padding\n'.repeat(18_000) + 'trailer\n<< /Root 1 0 R >>\n%%EOF\n')

// drawn is a JPEG of a parcel, made by the browser.
async function drawn(page, width, height, colour) {
  const base64 = await page.evaluate(async ([w, h, fill]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h })
    const c = canvas.getContext('2d')
    const shape = (f, x, y, wide, high) => {
      c.fillStyle = f
      c.fillRect(x * w, y * h, wide * w, high * h)
    }
    shape('#c9ced6', 0, 0, 1, 1)
    shape('#8d96a3', 0, 0.72, 1, 0.28)
    shape(fill, 0.2, 0.25, 0.6, 0.58)
    shape('#e6dcc3', 0.47, 0.25, 0.06, 0.58)
    shape('#3b2a1a', 0.2, 0.5, 0.18, 0.015)
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]
  }, [width, height, colour])
  return Buffer.from(base64, 'base64')
}

const photo = (name, buffer) => ({ name, mimeType: 'image/jpeg', buffer })
const document = (name) => ({ name, mimeType: 'application/pdf', buffer: PDF })

// seen waits until a picture is really there.
const seen = (img) => until('a picture', () => img.evaluate((e) => e.complete && e.naturalWidth).catch(() => 0))

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

// attach chooses files at the visitor's and waits until they are up.
async function attach(v, files) {
  await v.page.locator('#attach').waitFor()
  await v.page.locator('#choose').setInputFiles(files)
  await v.page.locator('#files li.ready').nth(files.length - 1).waitFor()
}

// answer sends files with a text, as an agent.
async function answer(a, files, text) {
  await a.id('attach-input').setInputFiles(files)
  await a.page.locator('[data-testid=chosen-file][data-state=ready]').nth(files.length - 1).waitFor()
  await a.write(text)
  await a.sent(text)
}

export async function webchat(stage) {
  const v = await visitor(stage)
  const broken = await drawn(v.page, 1200, 900, '#a9793f')
  await attach(v, [photo('左边破损.jpg', broken), document('订单 88213.pdf')])
  await v.write('箱子到的时候就是这样')
  await v.kept('箱子到的时候就是这样')
  await seen(v.page.locator('#scroll li.own .picture img'))
  stage.note('the visitor has sent them')

  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('箱子到的时候就是这样')
  const small = a.id('file-picture').locator('img')
  await seen(small)
  const room = await small.boundingBox()
  check(Math.abs(room.width / room.height - 4 / 3) < 0.02, 'the picture has its own shape: ' + JSON.stringify(room))
  await a.page.keyboard.press('Escape')
  await a.id('file-picture').click()
  const large = a.id('viewer-picture')
  equal(await seen(large), 1200, 'the width in the viewer')
  await a.id('zoom-in').click()
  check(/scale\(1\.5\)/.test(await large.getAttribute('style')), 'the viewer zooms')
  equal((await saved(a.page, a.id('viewer-download'))).bytes.equals(broken), true, 'the saved picture')
  await a.page.keyboard.press('Escape')
  await a.id('viewer').waitFor({ state: 'detached' })
  const contract = await saved(a.page, a.id('file-download'))
  equal([contract.name, contract.bytes.equals(PDF)], ['订单 88213.pdf', true], 'the saved document')
  stage.note('the agent has them')

  const fresh = await drawn(v.page, 640, 480, '#3f7fa9')
  await answer(a, [photo('新包装.jpg', fresh), document('退换说明.pdf')], '您好，换货用这种包装，说明在后面。')
  await v.sees('换货用这种包装')
  await seen(v.page.locator('#scroll li.theirs .picture img'))
  const card = v.page.locator('#scroll li.theirs .file').filter({ hasText: '退换说明.pdf' })
  await card.waitFor()
  const guide = await saved(v.page, card.locator('button'))
  equal([guide.name, guide.bytes.equals(PDF)], ['退换说明.pdf', true], 'the document that the visitor saves')
  await v.page.locator('#scroll li.theirs .picture').click()
  equal(await seen(v.page.locator('dialog.large img')), 640, 'the width at the visitor')
  await v.page.keyboard.press('Escape')
  await v.page.locator('dialog.large').waitFor({ state: 'detached' })

  const kinds = (await a.api(`sessions/${await a.session()}/messages`)).messages.filter((m) => m.files?.length).map((m) => [m.role, m.text, m.files.map((f) => f.kind)])
  equal(kinds, [
    ['customer', '箱子到的时候就是这样', ['photo', 'document']], ['agent', '您好，换货用这种包装，说明在后面。', ['photo']], ['agent', '', ['document']],
  ], 'the record')
  await byName(a)
  await v.page.reload()
  await seen(v.page.locator('#scroll li.own .picture img')) // out of the record now, not out of the page
}

// byName finds the conversation by the name of a file in it, and by the ending of another.
async function byName(a) {
  await a.page.keyboard.press('Alt+KeyK')
  for (const [asked, marked, name] of [['说明', '说明', '退换说明.pdf'], ['破損 JPG', '破损', '左边破损.jpg']]) {
    await a.id('search-box').fill(asked)
    const file = a.id('search-file').filter({ hasText: name })
    await until(`${name} to be found`, async () => {
      await a.page.keyboard.press('Enter')
      return file.first().waitFor({ timeout: 1000 }).then(() => true, () => false)
    })
    equal(await file.first().locator('mark').first().innerText(), marked, 'what is marked')
  }
  await a.id('search-hit').first().click()
  await a.page.locator('[data-testid=look] .chosen').filter({ hasText: '左边破损.jpg' }).or(a.page.locator('[data-testid=look] .chosen img')).first().waitFor()
}

export async function look(stage) {
  const { everywhere, nothing } = inspector(stage)
  const v = await visitor(stage)
  await attach(v, [photo('IMG_2041.jpg', await drawn(v.page, 1600, 1200, '#a9793f'))])
  await v.write('箱子到的时候就是这样，左边裂开了')
  await attach(v, [photo('IMG_2042.jpg', await drawn(v.page, 900, 1200, '#96683a')), document('订单 88213.pdf')])
  await v.page.locator('#text').press('Enter')
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  await a.start()
  await a.pick('[图片]') // what the list says of a message without words
  await seen(a.id('file-picture').nth(1).locator('img'))
  await answer(a, [document('退换货说明（2026 版）.pdf')], '您好，很抱歉。请看退换货说明，我们马上为您换新。')
  await a.id('attach-input').setInputFiles([photo('新包装.jpg', await drawn(v.page, 640, 480, '#3f7fa9'))])
  await a.page.locator('[data-testid=chosen-file][data-state=ready]').waitFor()
  await everywhere(a, 'files')
  await a.id('file-picture').first().click()
  await seen(a.id('viewer-picture'))
  await everywhere(a, 'viewer')
  await a.id('viewer-close').click()
  await v.sees('马上为您换新')
  await attach(v, [photo('收货地址.jpg', await drawn(v.page, 400, 300, '#7a8a3f'))])
  await everywhere(v, 'chat-files')
  nothing()
}

// afterwards: what a customer at Telegram does to messages shows at them, while one looks on.
export async function afterwards(stage) {
  const user = { id: 7001, name: '李女士', lang: 'zh-hans' }
  const say = async (content) => (await (await stage.tg('say', { user, ...content })).json()).message_id
  const first = await say({ text: '明天上午都在' })
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('李女士')
  await a.write('您好，我来安排上门取件。')
  await a.sent('上门取件')
  const ours = (await stage.tgSends()).find((l) => l.text?.includes('上门取件')).message_id

  await stage.tg('edit', { user, message_id: first, text: '明天下午都在' })
  const original = a.message('明天上午都在', 'customer')
  await original.getByTestId('edited').waitFor()
  await a.message('明天下午都在', 'customer').getByTestId('about').filter({ hasText: '客户修改为' }).waitFor()
  check((await original.innerText()).includes('明天上午都在'), 'what was said first stays')

  await say({ text: '要自己打包吗？', reply_to: ours })
  await a.message('要自己打包吗', 'customer').getByTestId('about').filter({ hasText: '上门取件' }).waitFor()

  const react = (...signs) => stage.tg('inject', { kind: 'message_reaction', payload: {
    chat: { id: user.id, type: 'private', first_name: user.name }, message_id: ours, user: { id: user.id, is_bot: false, first_name: user.name },
    date: 1_800_000_000, old_reaction: [], new_reaction: signs.map((emoji) => ({ type: 'emoji', emoji })),
  } })
  const signs = a.message('我来安排上门取件', 'agent').getByTestId('reaction')
  await react('👎')
  await signs.filter({ hasText: '👎' }).waitFor()
  await react('👍') // thought better of it
  await signs.filter({ hasText: '👍' }).waitFor()
  equal(await signs.count(), 1, 'reactions that stand')
  await react()
  await signs.waitFor({ state: 'detached' })
  stage.note('changed, quoted, reacted')

  await say({ kind: 'location', latitude: 31.2304, longitude: 121.4737 })
  await say({ kind: 'contact', name: '王小明', phone: '+8613800138000' })
  check((await a.id('place').locator('a').first().getAttribute('href')).includes('mlat=31.2304'), 'the map shows the place')
  await a.id('contact').filter({ hasText: '+8613800138000' }).waitFor()
  await say({ kind: 'voice', data: Buffer.from('OggS....OpusHead').toString('base64') })
  await a.id('file-audio').waitFor()
}
