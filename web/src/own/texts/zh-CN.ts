const texts = {
  problem: { day_far: '只能查看今天和之前 60 天', days_busy: '现在查看的人太多：请再试一次' },
  own: {
    part: { day: '今天', problems: '问题日志', scripts: '话术', alerts: '提醒', keys: '快捷键', look: '外观', access: '登录与设备' },
    about: { day: '数字、未了事项、抽检', problems: '一天的问题，按分类', scripts: '自己的话术、提案', alerts: '声音、桌面通知', keys: '查看与改键', look: '语言、深浅色、疏密、栏宽', access: '两步验证、在哪里登录' },
    day: {
      title: '{name}的一天', lead: '仅本人与其主管可见。只与自己上周同一天比较，没有排名。', sessions: '接待会话', first: '首响达标', reply: '平均回复', satisfied: '满意',
      means: { sessions: '这一天到你手上的会话', first: '按你接手起算，在首响时限内回复的比例；服务时间以外的不计', reply: '你回复的、或未回复就转出的每一轮，单轮最多计 10 分钟', satisfied: '4 分和 5 分在已评价中的比例' },
      of: { first: '{n} 次首响', reply: '{n} 轮', satisfied: '{n} 个评价' }, before: '上周同日 {value}', stale: '读取失败，数据截至 {at}', never: '暂时读不到数据，正在重试', untold: '有 {n} 个会话读取不了，未计入',
    },
    scripts: { lead: '自己写的话术只有自己看得到，在话术面板的“我的”里。统一话术的修改和新增，可在话术面板里向主管提出。', texts: '我的话术', count: '{n} 条，最多 {most} 条', drop: '删除', sure: '确定删除', proposals: '我的提案', none: '还没有提过。在话术面板里选一条点“提议修改”，或找不到时建议新增。', withdraw: '撤回' },
    was: { title: '状态记录', back: '预计 {at} 返回', by: '{name}批准', desk: '手上的会话结束后自动离线' },
    open: {
      title: '未了事项', others: '大家的未了事项', none: '没有未了事项', reply: '待回复', promise: '承诺', answer: '欠同事', held: '未结束',
      at: { reply: '时限 {at}', promise: '承诺 {at}', answer: '自 {at}', held: '自 {at}' },
    },
    review: { title: '我的抽检结果', none: '近 60 天没有抽检结果', pass: '合格', fail: '不合格', replaced: '已替换' },
    problems: {
      lead: '当天参与的会话：客户问了什么、属于哪类、结果如何，便于当日汇总与反馈。', day: '日期', all: '看全部下属', anyGroup: '全部组', csv: '下载 CSV', none: '这一天没有会话', count: '{n} 个', open: '未结束',
      col: { category: '分类', number: '会话', customer: '客户', group: '组', agent: '客服', question: '客户首条消息', outcome: '结果', from: '开始', to: '结束' },
    },
    alerts: {
      lead: '这些设置只属于你，换一台电脑也一样。', sounds: '声音', on: '播放提示音', volume: '音量', try: '试听', tryOf: '试听：{name}', sample: '这是一条试发的通知',
      desktop: '桌面通知', desktopOn: '看不到本页时发出系统通知', desktopAbout: '页面在后台或被其他窗口最小化时', notHere: '这台设备还没有允许通知', allow: '在此允许', denied: '浏览器不允许通知：请在地址栏的网站设置里允许后再打开',
      repeat: '有会话超时期间，超时提示每 20 秒重复一次，直到回复；派给你的会话也是如此，直到接受或谢绝。同一浏览器开着几个页面时，只响一次。每个事件的开关同时管声音和桌面通知。',
      event: { assigned: '新会话', transfer: '转入', soon: '剩 10 秒', over: '超时', whisper: '同事的备注与提问' },
      about: { assigned: '分配给你或请你接受', transfer: '同事把会话转给你', soon: '首响、续响或承诺即将到时', over: '已过时限', whisper: '同事在你的会话里写备注，或向你提问' },
    },
    keys: {
      lead: '点一下按钮，再按新的键；两个字母依次按下可组成一组（单个字母按 Enter 确认）。Backspace 清除，Esc 放弃。', singleAbout: '关闭后，只有带 Alt 或 Ctrl 的快捷键有效', send: '发送',
      reset: '全部恢复默认', resetAbout: '按键存在服务器上，换一台电脑也一样', back: '恢复 {keys}', press: '请按键…', second: '{first} 再按… 或 Enter',
      reserved: '{keys} 由浏览器、系统或输入使用，不能设为快捷键', rival: '{keys} 已用于“{name}”',
    },
    look: { hold: '结束会话前可撤销的时间', seconds: '{n} 秒', atOnce: '不等，立即结束', width: '栏宽', pane: '{n} 像素', lead: '立即生效，换一台电脑也一样。', density: '疏密', comfortable: '宽松（行高 72 像素）', compact: '紧凑（行高 56 像素）' },
  },
}

export type OwnTexts = typeof texts
export default texts
