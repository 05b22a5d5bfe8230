import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, nextTick } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Contact, ContactAddress } from '@/api/contact'
import { i18n } from '@/i18n'
import ContactLinks from '@/inbox/customer/ContactLinks.vue'
import LinkPanel from '@/inbox/panels/LinkPanel.vue'
import UnlinkPanel from '@/inbox/panels/UnlinkPanel.vue'
import { useLive } from '@/shell/useLive'
import { useContacts } from '@/stores/contacts'
import { usePanels } from '@/stores/panels'
import { useStream } from '@/stores/stream'
import { answerWith, freshDesk, later, refusal, row } from './fixtures'

const here: ContactAddress = { channel: 'site', channel_type: 'webchat', by_hand: false, title: '李女士', contact: 'v:1', sessions: 1, last_at: 0, open: null, link: null }
const there = (o: Partial<ContactAddress> = {}): ContactAddress => ({
  ...here, channel: 'tele', channel_type: 'telegram', title: 'Li Na', contact: '4711', link: { id: 7, by: { id: 'a1', name: '张敏' }, at: Date.UTC(2026, 10, 21), reason: '同一个电话', may_undo: true }, ...o,
})
const contact = (addresses: ContactAddress[], o: Partial<Contact> = {}): Contact => ({ addresses, undone: [], may_link: true, ...o })
const plugins = { global: { plugins: [i18n], stubs: { RouterLink: RouterLinkStub } } }

async function links(answer: Contact) {
  answerWith([[/^GET \/sessions\/s1\/contact/, () => answer]])
  const box = mount(ContactLinks, { props: { session: 's1' }, ...plugins })
  await flushPromises()
  return box
}

beforeEach(freshDesk)

// RTE-06, CUS-10.
describe('the other addresses of a customer', () => {
  it('say who linked them, when and why, and who has the customer there', async () => {
    const open = { id: 's2', number: 'B2', phase: 'serving' as const, group: 'service', holder: { id: 'a2', name: '周莉' }, may_open: false }
    const box = await links(contact([here, there({ open }), there({ channel_type: 'slack', open: { ...open, id: 's3', phase: 'queued', holder: null, may_open: true } })]))
    const [telegram, slack] = box.findAll('[data-testid=contact-address]')
    expect(telegram!.text()).toMatch(/Li Na.*Telegram.*4711.*张敏 于 .*关联：同一个电话.*正由 周莉 接待/s)
    expect(telegram!.find('[data-testid=contact-go]').exists()).toBe(false)
    expect(slack!.text()).toContain('正在排队')
    expect(slack!.findComponent(RouterLinkStub).props('to')).toEqual({ name: 'inbox', params: { view: 'queue', session: 's3' } })
  })

  it('are not there for who may neither link nor has anything to see', async () => {
    expect((await links(contact([here], { may_link: false }))).find('[data-testid=contact]').exists()).toBe(false)
  })

  it('lead to the forms, and keep what was taken back for those whom it concerns', async () => {
    const undone = [{ id: 3, channel_type: 'slack', by: { id: 'a1', name: '张敏' }, at: 0, reason: '同一笔订单', undone_by: { id: 'a5', name: '周莉' }, undone_at: 0, undone_reason: '不是同一个人' }]
    const box = await links(contact([here, there()], { undone }))
    const panels = usePanels()
    await box.find('[data-testid=contact-link]').trigger('click')
    await nextTick()
    expect(panels.open).toBe('link')
    await box.find('[data-testid=contact-undo]').trigger('click')
    await nextTick()
    expect([panels.open, panels.begin]).toEqual(['unlink', { n: 7, text: 'Li Na' }])
    expect(box.find('[data-testid=contact-undone]').text()).toMatch(/周莉.*取消：不是同一个人/s)
  })

  it('are read again when the server says so, and when the line was lost', async () => {
    const box = await links(contact([here]))
    const contacts = useContacts()
    answerWith([[/contact/, () => contact([here, there()])]])
    useStream().take({ op: 'contact', session: 's1' })
    await flushPromises()
    expect([box.findAll('[data-testid=contact-address]').length, contacts.turn('s1')]).toEqual([1, 1])
    contacts.missed('s1')
    expect(contacts.turn('s1')).toBe(2)
  })
})

describe('what is known of customers', () => {
  it('goes with who sits here, late answers too', async () => {
    const late = later()
    answerWith([[/s1\/contact/, () => contact([here])], [/s2\/contact/, () => late.answer]])
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: { template: '<i />' } }] })
    const shell = mount(defineComponent({ setup: useLive, render: () => null }), { global: { plugins: [i18n, router] } })
    const contacts = useContacts()
    await contacts.load('s1')
    void contacts.load('s2')
    expect([...contacts.known.keys()]).toEqual(['s1'])
    shell.vm.stop()
    late.give(contact([here]))
    await flushPromises()
    expect([...contacts.known.keys()]).toEqual([])
    shell.unmount()
  })

  it.each([[403, false], [404, false], [503, true]])('after a refusal with %i stays: %s', async (status, stays) => {
    const contacts = useContacts()
    answerWith([[/contact/, () => contact([here])]])
    await contacts.load('s1')
    answerWith([[/contact/, () => refusal(status, 'x')]])
    await contacts.load('s1')
    expect(contacts.known.has('s1')).toBe(stays)
  })
})

describe('linking', () => {
  const meant = { channel: 'tele', channel_type: 'telegram', title: 'Li Na', sessions: 3, last_at: Date.UTC(2026, 10, 21), open: true, same: false }

  it('shows whom a number names before it asks why, by the keyboard alone', async () => {
    const calls = answerWith([[/look/, () => meant], [/links/, () => contact([here, there()])]])
    const box = mount(LinkPanel, { props: { row: row() }, attachTo: document.body, ...plugins })
    const enter = () => box.find('form').trigger('submit').then(flushPromises)
    await enter()
    expect([calls.length, box.text()]).toEqual([0, expect.stringContaining('请填写会话号')])
    await box.find('[data-testid=link-whom]').setValue(' ab12cd ')
    await enter()
    expect(calls[0]!.body).toEqual({ number: 'ab12cd' })
    expect(box.find('[data-testid=link-meant]').text()).toMatch(/Li Na.*Telegram.*共 3 次.*有进行中的会话/s)
    expect(document.activeElement).toBe(box.find('[data-testid=link-reason]').element)
    await enter()
    expect([calls.length, box.text()]).toEqual([1, expect.stringContaining('请写明原因')])
    await box.find('[data-testid=link-reason]').setValue('同一个电话')
    await enter()
    expect(calls[1]).toEqual({ what: 'POST /sessions/s1/contact/links', body: { number: 'ab12cd', reason: '同一个电话' } })
    expect(useContacts().known.get('s1')?.addresses).toHaveLength(2)
    expect(useContacts().turn('s1')).toBe(1)
    box.unmount()
  })

  it('forgets whom it has shown when another one is asked for, and links nobody who is the same already', async () => {
    let same = false
    answerWith([[/look/, () => ({ ...meant, same })]])
    const box = mount(LinkPanel, { props: { row: row() }, ...plugins })
    const look = async (text: string) => {
      await box.find('[data-testid=link-whom]').setValue(text)
      await box.find('form').trigger('submit')
      await flushPromises()
    }
    await look('AAAAAA')
    await box.find('[data-testid=link-by-contact]').setValue()
    expect(box.find('[data-testid=link-meant]').exists()).toBe(false)
    same = true
    await look('13800001234')
    expect(box.find('[data-testid=link-submit]').attributes('disabled')).toBeDefined()
    expect(box.text()).toContain('已经是同一位客户')
  })

  // The link is with whom one was shown, whatever is typed while the server looks.
  it.each([['answer', () => meant], ['refusal', () => refusal(404, 'no_customer')]])('drops a late %s about a text that stands there no more', async (_, late) => {
    const first = later()
    const calls = answerWith([[/look/, (body) => ((body as { number: string }).number === 'AAAAAA' ? first.answer : { ...meant, title: 'B' })]])
    const box = mount(LinkPanel, { props: { row: row() }, ...plugins })
    const enter = () => box.find('form').trigger('submit').then(flushPromises)
    await box.find('[data-testid=link-whom]').setValue('AAAAAA')
    await enter()
    await box.find('[data-testid=link-whom]').setValue('BBBBBB')
    first.give(late())
    await flushPromises()
    expect([box.find('[data-testid=link-meant]').exists(), box.find('[role=alert]').exists()]).toEqual([false, false])
    await enter()
    expect(box.find('[data-testid=link-meant]').text()).toContain('B')
    await box.find('[data-testid=link-reason]').setValue('同一个电话')
    await enter()
    expect(calls.at(-1)!.body).toEqual({ number: 'BBBBBB', reason: '同一个电话' })
  })

  it('says when nobody was found', async () => {
    answerWith([[/look/, () => refusal(404, 'no_customer')]])
    const box = mount(LinkPanel, { props: { row: row() }, ...plugins })
    await box.find('[data-testid=link-whom]').setValue('ZZZZZZ')
    await box.find('form').trigger('submit')
    await flushPromises()
    expect(box.find('[role=alert]').text()).toContain('没有找到')
  })

  it('is taken back with a reason', async () => {
    const calls = answerWith([[/undo/, () => contact([here])]])
    usePanels().begin = { n: 7, text: 'Li Na' }
    const box = mount(UnlinkPanel, { props: { row: row() }, ...plugins })
    await box.find('form').trigger('submit')
    expect(calls).toHaveLength(0)
    await box.findAll('.quick button')[0]!.trigger('click')
    await box.find('form').trigger('submit')
    await flushPromises()
    expect(calls[0]).toEqual({ what: 'POST /sessions/s1/contact/links/7/undo', body: { reason: '不是同一个人' } })
    expect(useContacts().known.get('s1')?.addresses).toHaveLength(1)
  })
})
