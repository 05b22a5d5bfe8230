const texts = {
  ratings: {
    title: '满意度', period: '时间', days: { 1: '今天', 7: '近 7 天', 30: '近 30 天', 92: '近 92 天' },
    satisfied: '满意', of: '{of} 次评分中有 {n} 次为 4 或 5 分', answered: '参评率', answeredOf: '这段时间邀请 {of} 次，收到评分 {n} 次', noTarget: '未设目标', setTarget: '去设置', missed: '未达目标 {n}%', met: '达到目标 {n}%', tooFew: '目标 {n}%，还没有评分',
    scores: '各分数的次数', score: '{n} 分', by: { agent: '按客服', group: '按组' }, one: { agent: '客服', group: '组' }, share: '满意度', count: '评分数', whose: { agent: '评分计给结束会话的人', group: '按会话现在所属的组' },
    told: { title: '评分之外的回答', yes: '已解决', partly: '部分解决', no: '没有解决', of: '{of} 人中的 {n} 人', reasons: '原因' }, reason: { slow: '响应慢', attitude: '态度', unsolved: '未解决', unclear: '不清楚' },
    list: '评分', all: '全部', low: '不满意（1–3 分）', some: '只列最近 {n} 条', none: '这段时间没有评分', noneLow: '没有 3 分及以下的评分', noneHere: '列出的评分里没有符合条件的', loading: '正在加载…', ask: '结束会话时会邀请客户评分；能否邀请由“分类与流程”中的设置决定', pick: '选择一条评分，在这里看会话', stars: '{n} 分，满分 5 分',
  },
}

export type RatingTexts = typeof texts

export default texts
