package explain

import "firstline/sessions"

func traditional() words {
	return words{
		lines: map[What]string{
			Wrote: "客戶來訊 #{seq}", Reopened: "客戶在重開時限內再次來訊，對話繼續", Said: "自動傳送{detail} #{seq}", Skipped: "問候語未能傳送：{detail}",
			Given: "系統分派給 {agent}", Taken: "{agent} 主動接入", Passed: "{agent} 轉接至 {detail}", HandedBack: "{agent} 的對話退回排隊：{detail}",
			Replied: "{agent} 送出回覆 #{seq}", Arrived: "管道已接收回覆 #{seq}，計時停止", NotArrived: "訊息 #{seq} 未確認送達：{detail}",
			Resent: "{agent} 重送訊息 #{seq}", Marked: "{agent} 將訊息 #{seq} 標記為已送達", Warned: "提醒 {agent}：剩 {left} 秒（{due} 到期）",
			Late: "已逾時：客戶訊息 #{seq} 應在 {due} 前回覆，由 {agent} 接待", Silent: "{agent} 逾時未回應", RaisedTo: "多次無人回應，升級給組長",
			Noted: "{agent} 寫了內部備註", Closing: "{agent} 送出結束語（{detail}）", ClosedNow: "對話結束：{detail}", StaysOpen: "結束期間客戶又來訊，對話繼續",
			LeftMessage: "非服務時間，作為留言等候",
		},
		purposes: map[sessions.Purpose]string{sessions.ForGreeting: "問候語", sessions.ForApology: "致歉語", sessions.ForAway: "非服務時間提示", sessions.ForClosing: "結束語"},
		reasons:  map[string]string{"silent": "逾時未回應", "offline": "客服離線", "disabled": "帳號停用", "returned": "主動退回"},
		owes:     "，應在 {due} 前回覆", nobody: "（尚無人接待）",
		turns: "輪次", columns: []string{"客戶訊息", "開始", "結束", "結果", "合計", "平台", "系統", "無人接待", "客服"},
		ends: map[string]string{"running": "等待中", "answered": "已回覆", "unanswered": "未回覆", "not_needed": "無需回覆"},
		why: map[string]string{"offline": "離線", "away": "小休", "draining": "收尾", "full": "已滿", "no open screen": "沒有開啟收件匣",
			"another was less busy": "他人較空閒", "another had the customer before": "客戶由他人接待過", "left this customer waiting before": "此前未回應該客戶",
			"a lead was asked": "需要組長", "may not write to customers": "不能回覆客戶"},
		passed: "未選 ", platform: "平台", system: "系統", empty: "沒有需要回覆的訊息",
	}
}
