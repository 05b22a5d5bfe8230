const texts = {
  live: {
    title: '实时看板', latency: '消息到屏 中位 {median} 秒 · P95 {p95} 秒（近 5 分钟 {n} 条，本节点）', asOf: '截至 {time}', stale: '数据截至 {time}，连接恢复后更新', at: '第 {n} 位以后未列出',
    tile: { waiting: '排队', longest: '最长等待', over: '已超时', owed: '待回复', hits: '用语命中', open: '进行中', people: '在线 / 忙碌 / 小休 / 离线' },
    show: { all: '全部进行中', waiting: '排队中', over: '已超时', owed: '待回复', aims: '答复/办结超时', raised: '需组长处理', trouble: '发送异常', hits: '用语命中' },
    clear: '显示全部', calm: '暂无需处理', nobody: '无人在线，排队 {n}', groups: '组', agents: '客服', col: { group: '组', waiting: '排队', longest: '最久', online: '在线', free: '空位', agent: '客服', status: '状态', since: '时长', load: '接待', over: '超时' },
    back: '{at} 回', late: '应于 {at} 回',
    away: '{status}，手上还有 {n} 个会话', pending: '+{n} 待重排', none: '没有这样的会话',
  },
}

export type LiveTexts = typeof texts

export default texts
