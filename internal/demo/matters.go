package demo

import (
	"fmt"
	"time"

	"firstline/internal/desk"
)

// matters are a day's visits that are more than a question, one on each of the other ways that the service code knows: a
// dispute by way of the complaint specialist (FLW-02), a fault that the technical agent solves (FLW-03), one that the
// technical department has to (FLW-04), and an answer that was promised for later (SCR-15).
func matters(day string, from time.Time) []step {
	var out []step
	for i, visit := range [][]step{
		{{what: asks, name: "钱女士", text: "收到的衣服颜色发错了,我要投诉"}, {what: takes, who: "sunyue"}, {what: says, who: "sunyue", text: "您好，投诉专员孙悦为您服务，马上为您核实。"},
			{what: finds, who: "sunyue", text: "仓库发错颜色，已补发"}, {what: says, who: "sunyue", text: "已为您补发，明天送达，给您添麻烦了，非常抱歉。"}, {what: ends, who: "sunyue", category: "complaint"},
			{what: rates, name: "钱女士", text: "4/5 · 部分解决 · 响应慢", survey: &desk.Survey{Score: 4, Solved: "partly", Reasons: []string{"slow"}}}},
		{{what: asks, name: "孙先生", text: "付了两次款,差价也不对"}, {what: takes, who: "zhaoliang"}, {what: says, who: "zhaoliang", text: "您好，我是赵亮，这属于交易纠纷，为您转接投诉专员。"},
			{what: passes, who: "zhaoliang", text: "complaint", category: "dispute"}, {what: takes, who: "sunyue"}, {what: finds, who: "sunyue", text: "重复扣款属实，财务已退回"},
			{what: says, who: "sunyue", text: "您好，多付的款已原路退回，请您查收。"}, {what: ends, who: "sunyue", category: "dispute"}},
		{{what: asks, name: "周女士", text: "页面故障,点支付没有反应"}, {what: takes, who: "wangqiang"}, {what: says, who: "wangqiang", text: "您好，我是王强，马上为您排查。"},
			{what: finds, who: "wangqiang", text: "浏览器缓存所致，清理后正常"}, {what: says, who: "wangqiang", text: "请您清理缓存后再试一次。"}, {what: asks, name: "周女士", text: "好了,谢谢"},
			{what: says, who: "wangqiang", text: "不客气，这是我应该做的。"}, {what: ends, who: "wangqiang", category: "fault"}, {what: rates, name: "周女士", text: "5/5 · 已解决", survey: &desk.Survey{Score: 5, Solved: "yes"}}},
		{{what: asks, name: "吴女士", text: "充值接口故障,一直失败"}, {what: takes, who: "wangqiang"}, {what: says, who: "wangqiang", text: "您好，我是王强，马上为您核实。"},
			{what: declares, who: "wangqiang", text: "支付回调证书过期，客服端无法处理"}, {what: promises, who: "wangqiang", text: "技术部门处理结果"}, {what: tells, who: "gaogong", text: "证书已更新"},
			{what: says, who: "wangqiang", text: "已恢复，请您再试一下，让您久等了。"}, {what: keeps, who: "wangqiang"}, {what: ends, who: "wangqiang", category: "fault"}},
	} {
		for n, x := range visit {
			x.key, x.at = fmt.Sprintf("%s-m%d", day, i), from.Add(time.Duration(i)*17*time.Minute+time.Duration(n)*25*time.Second)
			out = append(out, x)
		}
	}
	return out
}
