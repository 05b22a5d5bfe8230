// The sample department of the stand-in server.

const READS = ['read_all', 'serve', 'note', 'take_over', 'act_any', 'silent']

const person = (id, login, name, rank, groups, capacity, permissions = ['serve', 'note']) => ({
  id, login, name, rank, speciality: 'allround', groups, status: 'offline', connected: false, capacity, load: 0, permissions,
})

export const people = () => [
  person('a1', 'zhang.min', '张敏', 'agent', ['service'], 8),
  person('a2', 'zhao.liang', '赵亮', 'agent', ['order'], 6),
  person('a3', 'sun.yue', '孙悦', 'agent', ['complaint'], 4),
  person('a4', 'zhou.li', '周莉', 'agent', ['service', 'order'], 6),
  person('s1', 'wang', '王主管', 'supervisor', ['service', 'order', 'complaint'], 3, READS),
]

export const groups = [
  { id: 'service', name: '客服组' },
  { id: 'order', name: '订单组' },
  { id: 'complaint', name: '投诉组' },
]

export const outcomes = [
  ['solved', '已解决'], ['to_complaint', '转投诉'], ['to_department', '升级技术部'], ['no_response', '客户未回应'], ['invalid', '无效/骚扰'],
].map(([id, name]) => ({ id, name }))

export const categories = [
  ['pay', '支付'], ['logistics', '物流'], ['size', '尺码'], ['refund', '退款'], ['other', '其他'],
].map(([id, name]) => ({ id, name }))

export const PASSWORD = 'firstline-demo'
