import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { file, freshDesk, message } from './fixtures'
import type { Message } from '@/api/types'
import ContactCard from '@/files/ContactCard.vue'
import { boxOf, picturesOf } from '@/files/pictures'
import { readContact, readPlace } from '@/files/place'
import { failureText, lengthText, previewText, sizeText } from '@/files/say'
import { FIT, held, zoomed } from '@/files/zoom'
import { i18n } from '@/i18n'
import { bearingsOf, UNTOUCHED } from '@/inbox/thread/about'
import MessageItem from '@/inbox/thread/MessageItem.vue'
import { useViewer } from '@/stores/viewer'

const show = (m: Message, fate = UNTOUCHED) =>
  mount(MessageItem, { props: { message: m, session: 's1', follows: false, customer: '李女士', mayResolve: false, about: null, fate }, global: { plugins: [i18n] } })

describe('files in words', () => {
  it('have sizes and lengths that people read', () => {
    expect([0, 900, 1536, 14_000, 2.4 * 1024 ** 2, 3 * 1024 ** 3].map(sizeText)).toEqual(['0 B', '900 B', '1.5 KB', '14 KB', '2.4 MB', '3.0 GB'])
    expect([7, 65, 3723].map(lengthText)).toEqual(['0:07', '1:05', '1:02:03'])
  })

  it('say why they are not here, also for a reason that is not known yet', () => {
    for (const reason of ['too_big', 'gone', 'refused', 'no_scope', 'unreachable', 'not_fetched', 'unavailable']) expect(failureText(reason)).not.toBe(failureText('other'))
    expect(failureText('a_new_one')).toBe(failureText('other'))
  })

  it('are named in lists where there are no words', () => {
    expect(previewText('[photo]')).toBe('[图片]')
    expect(previewText('[voice]')).toBe('[语音]')
    expect(previewText('[nonsense]')).toBe('[nonsense]')
    expect(previewText('看 [photo]')).toBe('看 [photo]')
  })
})

describe('places and contacts', () => {
  beforeEach(freshDesk)

  it('are read out of the words', () => {
    expect(readPlace('31.230400, 121.473700')).toMatchObject({ name: '', at: '31.230400, 121.473700', geo: 'geo:31.2304,121.4737' })
    expect(readPlace('人民广场, 黄浦区 (一号口) (31.230400, 121.473700)')).toMatchObject({ name: '人民广场, 黄浦区 (一号口)', at: '31.230400, 121.473700' })
    expect(readPlace('人民广场 1&2')).toEqual({ name: '人民广场 1&2', at: '', map: `https://www.openstreetmap.org/search?query=${encodeURIComponent('人民广场 1&2')}`, geo: `geo:0,0?q=${encodeURIComponent('人民广场 1&2')}` })
    expect(readPlace('91.0, 10.0')).toMatchObject({ name: '91.0, 10.0', at: '' })
    expect(readPlace('31.2, 121.4"><script>').map).toBe('https://www.openstreetmap.org/search?query=31.2%2C%20121.4%22%3E%3Cscript%3E')
    expect(readContact('王 小明 +86 138 0013 8000')).toEqual({ name: '王 小明', phone: '+86 138 0013 8000' })
    expect(readContact('王小明')).toEqual({ name: '王小明', phone: '' })
  })

  it('open a map beside the desk, which cannot be reached from there', () => {
    const link = show(message(1, { kind: 'location', text: '人民广场 (31.230400, 121.473700)' })).find('a[target=_blank]')
    expect(link.attributes('href')).toMatch(/^https:\/\/www\.openstreetmap\.org\/\?mlat=31\.2304&mlon=121\.4737/)
    expect(link.attributes('rel')).toBe('noopener noreferrer')
  })

  it('copy a number, or mark it where programs have no clipboard', async () => {
    const written: string[] = []
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: async (text: string) => void written.push(text) } })
    const card = mount(ContactCard, { props: { text: '王小明 +8613800138000' }, global: { plugins: [i18n] } })
    await card.find('[data-testid=copy-phone]').trigger('click')
    expect(written).toEqual(['+8613800138000'])
    expect(card.text()).toContain('已复制')
    vi.unstubAllGlobals()
  })
})

describe('the room of a picture', () => {
  it('is known before it is there', () => {
    expect(boxOf(file({ width: 1600, height: 1200 }))).toEqual({ width: 320, height: 240 })
    expect(boxOf(file({ width: 100, height: 90 }))).toEqual({ width: 100, height: 90 })
    expect(boxOf(file({ width: 1000, height: 20_000 }))).toEqual({ width: 96, height: 280 })
    expect(boxOf(file({ width: 0, height: 0 }))).toEqual({ width: 220, height: 160 })
  })
})

describe('a message with files', () => {
  beforeEach(freshDesk)

  it('shows a picture in its room, by its small copy, and opens it', async () => {
    const item = show(message(3, { kind: 'photo', text: '', files: [file()] }))
    const img = item.find('img')
    expect(img.attributes()).toMatchObject({ src: '/api/v1/sessions/s1/messages/3/files/0/thumb', width: '320', height: '240', alt: '李女士发来的图片 a.jpg' })
    await item.find('[data-testid=file-picture]').trigger('click')
    expect(item.emitted('look')).toEqual([[0]])
  })

  it('falls back to a card where the browser cannot show it', async () => {
    const item = show(message(3, { kind: 'photo', text: '', files: [file()] }))
    await item.find('img').trigger('error')
    expect(item.find('[data-testid=file-download]').attributes()).toMatchObject({ href: '/api/v1/sessions/s1/messages/3/files/0', download: 'a.jpg' })
  })

  it('never puts into the page what only calls itself a picture', () => {
    const item = show(message(3, { kind: 'photo', text: '', files: [file({ type: 'image/svg+xml', thumb: false })] }))
    expect(item.find('img').exists()).toBe(false)
    expect(item.find('[data-testid=file-download]').exists()).toBe(true)
  })

  it('plays sound and film only when asked', () => {
    const item = show(message(3, { kind: 'video', text: '', files: [file({ kind: 'video', type: 'video/mp4' }), file({ kind: 'voice', type: 'audio/ogg', seconds: 65 })] }))
    expect(item.find('video').attributes()).toMatchObject({ preload: 'none', controls: '' })
    expect(item.find('audio').attributes()).toMatchObject({ preload: 'none', controls: '' })
    expect(item.text()).toContain('1:05')
  })

  it('says what is on its way, and why something will not come', () => {
    const item = show(message(3, { kind: 'document', text: '', files: [file({ kind: 'document', name: '合同.pdf', state: 'wanted', size: 2 * 1024 ** 2 }), file({ kind: 'document', state: 'failed', reason: 'gone' })] }))
    expect(item.text()).toContain('正在接收…')
    expect(item.text()).toContain('2.0 MB')
    expect(item.text()).toContain('已不存在')
    expect(item.find('[data-testid=file-download]').exists()).toBe(false)
  })
})

describe('what became of a message', () => {
  beforeEach(freshDesk)

  it('stands below it: taken back but readable, changed with a way to the change, reactions', async () => {
    const item = show(message(3, { text: '算了不要了' }), { editedBy: 7, takenBackAt: 1, signs: [{ sign: ':+1:', at: 1 }] })
    expect(item.text()).toContain('算了不要了')
    expect(item.find('[data-testid=taken-back]').text()).toContain('撤回了这条消息')
    expect(item.find('[data-testid=reaction]').text()).toContain('👍')
    await item.find('[data-testid=edited]').trigger('click')
    expect(item.emitted('jump')).toEqual([[7]])
    expect(show(message(3)).find('[data-testid=fate]').exists()).toBe(false)
    const line = (seq: number, purpose: string, text: string) => message(seq, { role: 'system', kind: '', purpose, reply_to_seq: 3, text })
    const put = [message(3), line(4, 'line:reacted', ':+1:')]
    const after = (...more: Message[]) => show(message(3), bearingsOf([...put, ...more]).fate(3)).find('[data-testid=fate]').exists()
    expect([after(), after(line(5, 'line:unreacted', ':+1:')), after(line(5, 'line:reacted', ''))]).toEqual([true, false, false])
  })

  it('name the sign that was taken back where the message is not here', () => {
    const said = (purpose: string, text: string) => show(message(9, { role: 'system', kind: '', purpose, text })).text().replace(/^\S+ /, '')
    expect(said('line:unreacted', ':heart:')).toBe('客户取消了对一条更早消息的回应 ❤️')
    expect(said('line:reacted', '')).toBe('客户取消了对一条更早消息的回应')
  })
})

describe('the viewer', () => {
  it('goes through the pictures of the conversation and stays at its ends', () => {
    freshDesk()
    const messages = [
      message(1, { files: [file(), file({ kind: 'document', type: 'application/pdf' })] }), message(2), message(3, { files: [file({ state: 'wanted' })] }), message(4, { files: [file({ type: 'image/png' }), file()] }),
    ]
    const pictures = picturesOf('s1', messages, () => '李女士')
    expect(pictures.map((p) => [p.seq, p.n])).toEqual([[1, 0], [4, 0], [4, 1]])
    const viewer = useViewer()
    viewer.open(pictures, 4, 0)
    expect(viewer.at).toBe(1)
    viewer.step(1)
    viewer.step(1)
    expect(viewer.at).toBe(2)
    viewer.step(-5)
    expect(viewer.at).toBe(2)
    viewer.close()
    expect(viewer.shown).toBeNull()
  })

  it('zooms around a point, within bounds', () => {
    expect(zoomed(FIT, 2, { x: 100, y: -50 })).toEqual({ scale: 2, x: -100, y: 50 })
    expect(zoomed(FIT, 0.2)).toEqual(FIT)
    expect(zoomed(FIT, 100).scale).toBe(8)
    expect(zoomed({ scale: 2, x: 30, y: 30 }, 0.5)).toEqual(FIT)
  })

  it('cannot be dragged off its stage', () => {
    const [fit, stage] = [{ width: 400, height: 200 }, { width: 400, height: 400 }]
    expect(held({ scale: 2, x: 900, y: 900 }, fit, stage)).toEqual({ scale: 2, x: 200, y: 0 })
    expect(held({ scale: 3, x: -900, y: -900 }, fit, stage)).toEqual({ scale: 3, x: -400, y: -100 })
  })
})
