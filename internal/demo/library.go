package demo

import (
	"fmt"
	"strings"

	"firstline/scripts"
)

// Librarian is the login of the person who has written the entries of Library.
const Librarian = "lizhuguan"

// Library is a pack of the program's with the sample department's own entries behind it (SCR-01): answers that its agents give
// many times a day, with what they have to fill in. They are in Chinese, like its customers; a pack in another language stays as
// it is, and so does what is no pack.
func Library(source string) string {
	pack, err := scripts.Load("library", []byte(source))
	if err != nil || !strings.HasPrefix(pack.Locale(), "zh") {
		return source
	}
	var b strings.Builder
	numbered := strings.Replace(source, fmt.Sprintf("number: %d\n", pack.Number()), fmt.Sprintf("number: %d\n", pack.Number()+1), 1)
	b.WriteString(strings.TrimRight(numbered, "\n") + "\n\n  # 本部门的统一问答。花括号里的由客服在发送前填写。\n")
	for _, e := range []struct{ id, code, title, groups, text string }{
		{"refund_accepted", "TK01", "退款-申请受理", "[order, service]", "{{if .Customer}}{{.Customer}}，{{end}}您的退款申请已经受理，一般 {时效} 内原路退回，请您留意。"},
		{"refund_progress", "TK02", "退款-进度查询", "[order, service]", "您好，订单 {订单号} 的退款已于 {日期} 提交，到账时间以银行为准。"},
		{"refund_late", "TK05", "退款-超时致歉", "[order, service]", "非常抱歉让您久等，我马上为您催办，{时效} 内给您回复。"},
		{"parcel_urge", "KD01", "快递-催件", "[order]", "已联系快递公司核实单号 {单号}，有进展会第一时间告诉您。"},
		{"parcel_abroad", "KD02", "快递-港澳台", "[order]", "港澳台地区可以寄送，运费和时效以下单页面显示的为准。"},
		{"invoice", "FP01", "发票-开具", "", "请您提供发票抬头和税号，电子发票会发送到您的邮箱。"},
		{"exchange", "HH01", "换货-条件", "", "签收后七天内、不影响再次销售的商品可以换货，请您在订单里提交换货申请。"},
		{"login_code", "DL01", "登录-收不到验证码", "[service]", "请您确认手机信号正常、没有拦截短信，稍等一分钟后再获取一次验证码。"},
		{"complaint_noted", "TS01", "投诉-已登记", "[complaint]", "您反映的情况已登记，编号 {登记编号}，处理结果会在 {时间} 前告诉您。"},
	} {
		b.WriteString("  - id: library." + e.id + "\n    stage: library\n    code: " + e.code + "\n    title: " + e.title + "\n")
		if e.groups != "" {
			b.WriteString("    groups: " + e.groups + "\n")
		}
		b.WriteString("    text: \"" + e.text + "\"\n")
	}
	return b.String()
}
