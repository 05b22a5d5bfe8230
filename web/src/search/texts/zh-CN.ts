const texts = {
  search: {
    title: '搜索', label: '搜索消息', placeholder: '两个字就能搜，如 退款', submit: '搜索', from: '从', to: '到', group: '组', agent: '客服', state: '状态', any: '不限', open: '进行中', closed: '已结束', filters: '筛选',
    hint: '空格分开的词须在同一条消息里，正文或文件名都算；不分大小写、全半角和繁简。', found: '找到的消息，最新在前', none: '没有找到“{q}”', where: '已在{range}的消息里查找', all: '你能看到的全部', ranged: '{from} 至 {to} ', widen: '清除筛选', more: '更多', behind: '索引正在补齐，稍后可能还有', pick: '选择一条，在这里看前后文',
  },
}

export type SearchTexts = typeof texts

export default texts
