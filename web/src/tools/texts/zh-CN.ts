const texts = {
  tools: {
    name: '筛选与排序', order: '排序', own: '默认', newest: '最新消息', longest: '等待最久', only: '只看', channel: '渠道', group: '组', speciality: '专长', any: '不限', clear: '清除筛选', more: '数字只计前 {n} 个',
    is: { reply: '待回复', overdue: '超时', complaint: '投诉', promise: '承诺', left: '留言', draft: '草稿' },
    views: '我的视图', none: '还没有保存的视图', shared: '{group}共用', save: '保存当前筛选为视图', called: '视图名称', forWhom: '给谁用', me: '只有我', keep: '保存', rename: '改名', drop: '删除', sure: '确认删除', close: '收起',
  },
}

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export type ToolTexts = Shape<typeof texts>

export default texts
