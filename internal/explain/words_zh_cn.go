package explain

import "firstline/sessions"

func simplified() words {
	return words{
		lines: map[What]string{
			Wrote: "客户来信 #{seq}", Reopened: "客户在重开时限内再次来信，会话继续", Said: "自动发送{detail} #{seq}", Skipped: "问候语未能发送：{detail}",
			Given: "系统分配给 {agent}", Taken: "{agent} 主动接入", Passed: "{agent} 转接至 {detail}", HandedBack: "{agent} 的会话退回排队：{detail}",
			Replied: "{agent} 发出回复 #{seq}", Arrived: "渠道已接收回复 #{seq}，计时停止", NotArrived: "消息 #{seq} 未确认送达：{detail}",
			Resent: "{agent} 重发消息 #{seq}", Marked: "{agent} 将消息 #{seq} 标记为已送达", Warned: "提醒 {agent}：剩 {left} 秒（{due} 到期）",
			Late: "已超时：客户消息 #{seq} 应在 {due} 前回复，由 {agent} 接待", Silent: "{agent} 超时未回应", RaisedTo: "多次无人回应，升级给组长",
			Noted: "{agent} 写了内部备注", Closing: "{agent} 发出结束语（{detail}）", ClosedNow: "会话结束：{detail}", StaysOpen: "结束期间客户又来信，会话继续",
			LeftMessage: "非服务时间，作为留言等候",
		},
		purposes: map[sessions.Purpose]string{sessions.ForGreeting: "问候语", sessions.ForApology: "致歉语", sessions.ForAway: "非服务时间提示", sessions.ForClosing: "结束语"},
		reasons:  map[string]string{"silent": "超时未回应", "offline": "客服离线", "disabled": "账号停用", "returned": "主动退回"},
		owes:     "，应在 {due} 前回复", nobody: "（尚无人接待）",
		turns: "轮次", columns: []string{"客户消息", "开始", "结束", "结果", "合计", "平台", "系统", "无人接待", "客服"},
		ends: map[string]string{"running": "等待中", "answered": "已回复", "unanswered": "未回复", "not_needed": "无需回复"},
		why: map[string]string{"offline": "离线", "away": "小休", "draining": "收尾", "full": "已满", "no open screen": "没有打开收件箱",
			"another was less busy": "他人更空闲", "another had the customer before": "客户由他人接待过", "left this customer waiting before": "此前未回应该客户",
			"a lead was asked": "需要组长", "may not write to customers": "不能回复客户"},
		passed: "未选 ", platform: "平台", system: "系统", empty: "没有需要回复的消息",
	}
}
