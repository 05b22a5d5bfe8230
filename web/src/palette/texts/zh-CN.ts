const texts = {
  palette: {
    title: '命令面板', ask: '命令、会话、话术、投诉、同事、设置', hint: "> 只看命令 · {'@'} 只看人 · # 只看编号 · / 只看话术 · 拼音也可以", results: '{n} 项', none: '没有匹配的项',
    offline: '连不上服务器：只显示本页已有的会话', list: '可以做的事', keys: '↑↓ 选择 · Enter 执行 · Esc 关闭',
    find: '搜索消息「{q}」', findCase: '在投诉登记中查找「{q}」', of: '{name} 的一天', status: '状态：{name}', theme: '外观：{name}',
    kind: { command: '命令', place: '前往', session: '会话', person: '同事', script: '话术', case: '投诉', setting: '设置', find: '查找' },
  },
}

export type PaletteTexts = typeof texts
export default texts
