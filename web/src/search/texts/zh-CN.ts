const texts = {
  search: {
    title: '搜索', label: '搜索消息、客户和编号', placeholder: '消息、客户姓名、完整号码或编号', submit: '搜索', from: '从', to: '到', group: '组', agent: '客服', state: '状态', any: '不限', open: '进行中', closed: '已结束', filters: '筛选',
    hint: '空格分开的词须在同一条消息里，正文或文件名都算；不分大小写、全半角和繁简。姓名两个字就能找到客户；完整的电话、邮箱或账号能找到机主，查找会留下记录。', found: '找到的消息，最新在前', none: '没有找到“{q}”', where: '已在{range}的消息里查找', all: '你能看到的全部', ranged: '{from} 至 {to} ', widen: '清除筛选', more: '更多', behind: '索引正在补齐，稍后可能还有', pick: '选择一条，在这里看前后文',
    people: '客户', morePeople: '更多客户', sessions: '会话', cases: '投诉', moreCases: '在投诉登记中看全部', messages: '消息', noMessage: '消息里没有', refused: '一小时内按号码查找过多：这次没有按联系方式查找',
    by: { key: '联系方式', name: '称呼', company: '单位', contact_person: '联系人', phone: '电话', email: '邮箱', wechat: '微信号', qq: 'QQ 号', other_contact: '其他联系方式', address: '地址' },
  },
}

export type SearchTexts = typeof texts

export default texts
