// Every kind of message on Telegram and Slack, as customers send them and as agents do.

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'

const LI = { id: 7001, name: '李女士', lang: 'zh-hans' }
const WANG = { id: 'U0007', name: '王先生', locale: 'zh-CN' }

// What a file is, is judged by its first bytes: these are what the desk takes for sound, film, a document.
const head = (...parts) => Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p) : Buffer.from(p))))
const OGG = head('OggS', new Uint8Array(24), 'OpusHead', new Uint8Array(40))
const MP3 = head('ID3', new Uint8Array([4, 0, 0, 0, 0, 0, 0]), new Uint8Array(64))
const MP4 = head(new Uint8Array([0, 0, 0, 24]), 'ftypmp42', new Uint8Array(64))
const PDF = head('%PDF-1.4\n%%EOF\n')

const picture = (page) => page.screenshot({ type: 'png', clip: { x: 0, y: 0, width: 64, height: 48 } })

// bytes are what an agent saves of the first file of the message in which the words stand.
async function bytes(stage, a, text) {
  const session = await a.session()
  const find = async () => (await a.api(`sessions/${session}/messages?limit=100`)).messages.find((m) => m.text.includes(text) && m.files?.[0]?.state === 'stored')
  const line = await until('the file of ' + text + ' is here', find)
  return (await a.page.request.get(`${stage.url}/api/v1/sessions/${session}/messages/${line.seq}/files/0`)).body()
}

// sends hands a file in by the button, as an agent does, and sends it with words.
async function sends(a, name, mimeType, buffer, text) {
  await a.id('attach-input').setInputFiles([{ name, mimeType, buffer }])
  await a.page.locator('[data-testid=chosen-file][data-state=ready]').waitFor()
  await a.write(text)
  await a.sent(text)
}

export async function telegram(stage) {
  const { everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const photo = await picture(a.page)
  const say = (content) => stage.tg('say', { user: LI, ...content, ...(content.data ? { data: content.data.toString('base64') } : {}) })
  await say({ text: '*你好*，价格是 <3 吗？' })
  await a.pick('李女士')
  await a.message('*你好*，价格是 <3 吗？', 'customer').waitFor() // nothing in it is markup
  await say({ kind: 'photo', text: '照片', data: photo })
  await say({ kind: 'document', text: '发票', file_name: '发票.pdf', mime_type: 'application/pdf', data: PDF })
  await say({ kind: 'voice', text: '语音', data: OGG })
  await say({ kind: 'audio', text: '音乐', file_name: '歌.mp3', data: MP3 })
  await say({ kind: 'video', text: '视频', data: MP4 })
  await say({ kind: 'video_note', data: MP4 })
  await say({ kind: 'animation', text: '动图', data: MP4 })
  await say({ kind: 'sticker', emoji: '😂', data: photo })
  await say({ kind: 'location', latitude: 31.2304, longitude: 121.4737 })
  await say({ kind: 'venue', latitude: 31.2397, longitude: 121.4998, name: '东方明珠', address: '世纪大道 1 号' })
  await say({ kind: 'contact', name: '王小明', phone: '+8613800138000' })
  for (const text of ['相册一', '相册二']) await say({ kind: 'photo', text, album: 'a1', data: photo })
  await a.message('相册二', 'customer').waitFor()

  const within = (text, part) => a.message(text, 'customer').getByTestId(part).first().waitFor()
  await within('照片', 'file-picture')
  await within('发票', 'file-download')
  await within('语音', 'file-audio')
  await within('音乐', 'file-audio')
  await within('视频', 'file-video')
  await within('动图', 'file-video')
  await within('相册一', 'file-picture')
  await within('相册二', 'file-picture')
  await until('three films', async () => (await a.id('file-video').count()) === 3) // the round one has no words
  await until('a sticker among the pictures', async () => (await a.id('file-picture').count()) === 4)
  equal(await a.id('place').count(), 2, 'places')
  await a.id('place').filter({ hasText: '东方明珠' }).waitFor()
  await a.id('contact').filter({ hasText: '+8613800138000' }).waitFor()
  for (const [text, want] of [['照片', photo], ['发票', PDF], ['语音', OGG], ['音乐', MP3], ['视频', MP4]]) {
    check((await bytes(stage, a, text)).equals(want), 'the bytes of ' + text)
  }
  await everywhere(a, 'telegram-kinds')
  stage.note('every kind came in')

  await sends(a, 'plan.png', 'image/png', photo, '您好，请看图')
  await sends(a, '合同.pdf', 'application/pdf', PDF, '合同在此')
  await sends(a, 'ring.mp3', 'audio/mpeg', MP3, '请听')
  await sends(a, 'how.mp4', 'video/mp4', MP4, '请看')
  await sends(a, 'note.ogg', 'audio/ogg', OGG, '语音答复')
  const out = (await stage.tgSends()).filter((c) => c.done && c.file).map((c) => [c.method, c.file.size])
  equal(out, [['sendPhoto', photo.length], ['sendDocument', PDF.length], ['sendAudio', MP3.length], ['sendVideo', MP4.length], ['sendVoice', OGG.length]], 'what Telegram has')
  stage.note('every kind went out')
  nothing()
}

export async function slack(stage) {
  const { everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin')
  await a.start()
  const photo = await picture(a.page)
  const say = (text, file) => stage.sl('say', { user: WANG, text, ...(file ? { file: { ...file, bytes: file.bytes.toString('base64') } } : {}) })
  const { channel, ts } = await say('你好，价格 &lt;3 吗？')
  await a.pick('王先生')
  await a.message('你好，价格 <3 吗？', 'customer').waitFor()
  await say('照片', { name: '箱子.png', mimetype: 'image/png', bytes: photo })
  await say('发票', { name: '发票.pdf', mimetype: 'application/pdf', bytes: PDF })
  await say('录音', { name: '录音.mp3', mimetype: 'audio/mpeg', bytes: MP3 })
  const { ts: film } = await say('视频', { name: '视频.mp4', mimetype: 'video/mp4', bytes: MP4 })
  const within = (text, part) => a.message(text, 'customer').getByTestId(part).first().waitFor()
  await within('照片', 'file-picture')
  await within('发票', 'file-download')
  await within('录音', 'file-audio')
  await within('视频', 'file-video')
  for (const [text, want] of [['照片', photo], ['发票', PDF], ['录音', MP3], ['视频', MP4]]) check((await bytes(stage, a, text)).equals(want), 'the bytes of ' + text)
  stage.note('every kind came in')

  await sends(a, 'plan.png', 'image/png', photo, '您好，请看图')
  await sends(a, '合同.pdf', 'application/pdf', PDF, '合同在此')
  const calls = async () => (await stage.sl('calls')).filter((c) => c.ts || c.files)
  const shared = (await calls()).filter((c) => c.files?.length)
  equal(shared.map((c) => [c.channel, c.files.length]), [[channel, 1], [channel, 1]], 'where the files are shared')
  for (const [i, want] of [photo, PDF].entries()) {
    check((await stage.slFile(shared[i].files[0])).equals(want), 'the bytes that Slack has')
  }
  stage.note('files went out')

  const ours = (await stage.sl('calls')).find((c) => c.ts && c.text?.includes('青禾商城')).ts
  await stage.sl('alter', { user: WANG.id, channel, ts, how: 'edit', text: '价格是多少？' })
  await a.message('你好，价格 <3 吗？', 'customer').getByTestId('edited').waitFor()
  for (const emoji of ['eyes', '+1']) await stage.sl('alter', { user: WANG.id, channel, ts: ours, how: 'react', text: emoji })
  const signs = a.page.locator('[data-testid=message][data-role=auto]').getByTestId('reaction')
  await until('two signs', async () => (await signs.count()) === 2)
  await stage.sl('alter', { user: WANG.id, channel, ts: ours, how: 'unreact', text: 'eyes' })
  await until('one sign', async () => (await signs.count()) === 1)
  await stage.sl('alter', { user: WANG.id, channel, ts: film, how: 'delete' })
  await a.message('视频', 'customer').getByTestId('taken-back').waitFor()
  await everywhere(a, 'slack-kinds')
  stage.note('changed, reacted, taken back')
  nothing()
}
