// Sessions to look at: every state that the inbox draws, with deadlines around now.

const S = 1000
const MIN = 60 * S

const file = (kind, name, type, o = {}) => ({ kind, name, type, size: 48_300, width: 0, height: 0, seconds: 0, state: 'stored', reason: '', thumb: false, ...o })

export function seed(desk, now) {
  const make = (o) => desk.open({ opened_at: now - 20 * MIN, channel: 'site', channel_type: 'webchat', group: 'service', ...o })

  const late = make({ title: '李女士', channel: 'tg-main', channel_type: 'telegram', address_key: 'tg:518830241', owner: 'a2' })
  late.holders.push({ agent: 'a2', name: '赵亮', from: now - 15 * MIN, to: now - 3 * MIN, reason: 'assigned' })
  late.write('auto', '您好，欢迎咨询，请描述您的问题，客服马上为您服务。', { at: now - 19 * MIN, purpose: 'greeting', delivery: 'sent' })
  late.write('customer', '付款后一直转圈，订单 88213，页面在这里 https://shop.example.com/orders/88213?step=pay', { at: now - 18 * MIN })
  late.write('agent', '您好，我是客服赵亮，正在为您核查订单 88213 的支付状态，请稍候。', { at: now - 17 * MIN, by: 'a2', delivery: 'sent' })
  late.write('customer', '好的', { at: now - 16 * MIN })
  late.write('agent', '支付已经成功，可能是页面缓存。', { at: now - 12 * MIN, by: 'a2', delivery: 'sent' })
  late.write('agent', '已为您转给客服同事继续跟进。', { at: now - 11.5 * MIN, by: 'a2', delivery: 'failed', reason: '对方网络超时' })
  late.write('system', '张敏', { at: now - 3 * MIN, purpose: 'line:transferred' })
  late.write('note', '已查支付成功，疑似前端缓存；尚未回复客户处理办法。已承诺今日 18:00 前答复。', { at: now - 3 * MIN, by: 'a2', purpose: 'handover' })
  late.write('customer', '我试了三次了，还是不行', { at: now - 70 * S })
  late.write('customer', '急！！', { at: now - 67 * S })
  late.hold('a1', now - 3 * MIN, 'transferred').due(now - 7 * S, 'next')

  const first = make({ title: '王强', channel: 'tg-main', channel_type: 'telegram', address_key: 'tg:900112' })
  first.write('auto', '上午好，欢迎咨询。', { at: now - 45 * S, purpose: 'greeting', delivery: 'sent' })
  first.write('customer', '这个尺码还有吗', { at: now - 42 * S })
  first.hold('a1', now - 40 * S, 'assigned').due(now + 18 * S, 'first')

  const tom = make({ title: 'Tom W.', address_key: 'v:7f3a90c1' })
  tom.write('customer', 'Is shipping free to Hong Kong? My order is over 500 HKD.', { at: now - 16 * S })
  tom.hold('a1', now - 15 * S, 'assigned').due(now + 44 * S, 'first')

  const wait = make({ title: '陈先生', channel: 'tg-main', channel_type: 'telegram', address_key: 'tg:33', owner: 'a1' })
  for (let i = 0; i < 64; i++) {
    const who = i % 3 === 2 ? 'agent' : 'customer'
    wait.write(who, who === 'agent' ? `第 ${i} 步已为您处理，请看一下。` : `第 ${i} 条：还有一个问题`, {
      at: now - (140 - i) * MIN, ...(who === 'agent' ? { by: 'a1', delivery: 'sent' } : {}),
    })
  }
  wait.write('agent', '请您刷新后再试一次。', { at: now - 3.3 * MIN, by: 'a1', delivery: 'unconfirmed', reason: '无应答' })
  wait.write('customer', '好的我试试', { at: now - 3.2 * MIN })
  wait.hold('a1', now - 150 * MIN, 'taken').answered()

  const owned = make({ title: '何小姐', channel: 'slack-vip', channel_type: 'slack', group: 'complaint', owner: 'a1', address_key: 'D02/17' })
  owned.write('customer', '我要投诉物流', { at: now - 30 * MIN })
  owned.write('agent', '非常抱歉，我马上为您登记。', { at: now - 29 * MIN, by: 'a1', delivery: 'sent' })
  owned.hold('a3', now - 25 * MIN, 'transferred')

  const files = make({ title: '秦岚', channel: 'tg-main', channel_type: 'telegram', address_key: 'tg:778', owner: 'a1' })
  files.write('customer', '箱子到的时候就是这样，左边裂开了', { at: now - 9 * MIN, kind: 'photo', external: '1', files: [file('photo', 'IMG_2041.jpg', 'image/png', { width: 1600, height: 1200, thumb: true, size: 2_411_000 })] })
  files.write('customer', '', { at: now - 8.8 * MIN, kind: 'photo', external: '2', files: [file('photo', '', 'image/png', { width: 900, height: 1200, thumb: true })] })
  files.write('agent', '收到，很抱歉。请看退换货说明，并发一下收货地址。', { at: now - 8 * MIN, by: 'a1', kind: 'document', delivery: 'sent', external: '3', files: [file('document', '退换货说明（2026 版）.pdf', 'application/pdf', { size: 183_000 })] })
  files.write('system', '👍', { at: now - 7.9 * MIN, purpose: 'line:reacted', kind: '', about: '3' })
  files.write('customer', '人民广场, 黄浦区人民大道 185 号 (31.230400, 121.473700)', { at: now - 7 * MIN, kind: 'location', external: '4' })
  files.write('customer', '王小明 +86 138 0013 8000', { at: now - 6.5 * MIN, kind: 'contact', external: '5' })
  files.write('customer', '明天上午都在', { at: now - 6.4 * MIN, external: '6' })
  files.write('customer', '明天下午都在', { at: now - 6 * MIN, kind: 'edit', external: '6@1', about: '6' })
  files.write('customer', '算了不要了', { at: now - 5.5 * MIN, external: '7' })
  files.write('system', '', { at: now - 5.4 * MIN, purpose: 'line:deleted', kind: '', about: '7' })
  files.write('customer', '这里说的运费谁出？', { at: now - 5 * MIN, external: '8', about: '3' })
  files.write('customer', '', { at: now - 4.8 * MIN, kind: 'voice', external: '9', files: [file('voice', '', 'audio/ogg', { seconds: 17 })] })
  files.write('customer', '', { at: now - 4.6 * MIN, kind: 'document', external: '10', files: [file('document', '订单合同与验货照片压缩包.zip', 'application/zip', { state: 'wanted', size: 7_300_000 })] })
  files.write('customer', '', { at: now - 4.5 * MIN, kind: 'photo', external: '11', files: [file('photo', 'IMG_2042.jpg', 'image/jpeg', { state: 'wanted', width: 1200, height: 900, size: 1_900_000 })] })
  files.write('customer', '', { at: now - 4.4 * MIN, kind: 'video', external: '12', files: [file('video', '开箱.mp4', 'video/mp4', { state: 'failed', reason: 'too_big', size: 62_000_000 })] })
  files.hold('a1', now - 9 * MIN, 'assigned').due(now + 40 * S, 'next')
  files.row.preview.text = '[video]'

  for (const [title, ago, group] of [['吴倩', 23, 'service'], ['刘洋', 12, 'service'], ['Maria', 48, 'order']]) {
    const q = make({ title, group, address_key: 'v:' + title, opened_at: now - ago * S })
    q.write('customer', title === 'Maria' ? 'Where is my parcel?' : '你好，有人吗', { at: now - ago * S })
    q.queue(now - ago * S).due(now + (60 - ago) * S, 'first')
  }

  for (let i = 0; i < 34; i++) {
    const s = make({ title: `客户 ${i + 1}`, group: i % 2 ? 'order' : 'service', address_key: 'v:' + i, opened_at: now - 40 * MIN })
    s.write('customer', `第 ${i + 1} 位客户的问题`, { at: now - 30 * MIN })
    s.write('agent', '已为您处理。', { at: now - 29 * MIN, by: i % 2 ? 'a2' : 'a4', delivery: 'sent' })
    if (i < 28) s.hold(i % 2 ? 'a2' : 'a4', now - 30 * MIN, 'assigned')
    else s.end(now - i * MIN, 'solved', 'pay', i % 2 ? 'a1' : 'a4')
  }
}
