package demo

import (
	"strings"

	"firstline/internal/desk"
)

// talk is one customer's concern: what the customer writes, one line after each answer.
type talk struct {
	language string
	lines    []string
}

func talks() []talk {
	return []talk{
		{"zh-hans", []string{"付款后一直转圈,怎么办?", "订单号 88213,刚刚付的", "好的,我刷新试试", "可以了,谢谢!"}},
		{"zh-hans", []string{"这件外套还有 M 码吗", "那蓝色的呢?", "行,那我下单了"}},
		{"zh-hans", []string{"我的快递三天没动了", "87120,圆通", "麻烦帮我催一下", "好的谢谢"}},
		{"zh-hans", []string{"收到的杯子是碎的!", "照片发不上来,底部裂了一圈", "我要退款", "好吧,那就补发一个"}},
		{"zh-hans", []string{"APP 登录不上,提示验证码错误", "换了手机号以后就这样", "旧号码尾号 2210", "登录成功了,多谢"}},
		{"zh-hant", []string{"請問可以寄到台灣嗎?", "運費大概多少?", "了解,謝謝您"}},
		{"en", []string{"Is shipping to Hong Kong free?", "How long does it take?", "Great, thank you!"}},
		{"zh-hans", []string{"充值 100 元没到账", "十分钟前,支付宝付的", "好的,我等一会儿", "到账了,辛苦"}},
		{"zh-hans", []string{"你们客服电话怎么打不通", "我想问发票怎么开", "公司抬头可以吗", "明白了"}},
		{"en", []string{"I was charged twice for one order", "Order 90417, two payments of 268", "Please refund one of them", "OK, thanks"}},
		{"zh-hans", []string{"会员积分什么时候到期", "可以换什么礼品", "好的我看看"}},
		{"zh-hans", []string{"退货地址是哪里", "运费谁出?", "好,今天寄出"}},
	}
}

func names() []string {
	return []string{"李女士", "王先生", "陈小姐", "刘洋", "黄先生", "林小姐", "Tom Wright", "赵女士", "吴先生", "Anna Schmidt", "郑先生", "何女士"}
}

// answers are what a played colleague says, one after another.
func answers() []string {
	return []string{"您好,我是%s,很高兴为您服务。请您稍等,我马上为您查询。", "已经为您查到了,目前正在处理中,请问还有什么可以补充的吗?",
		"好的,我已经记录并催办,预计今天内给您答复。", "不客气,这是我应该做的。"}
}

// belongs says which group a question is for, by its words (RTE-01, RTE-03); empty = the first group keeps it.
func belongs(text string) desk.GroupID {
	for group, words := range map[desk.GroupID][]string{
		"order":     {"快递", "充值", "退货", "shipping"},
		"complaint": {"碎", "退款", "charged"},
	} {
		for _, w := range words {
			if strings.Contains(text, w) {
				return group
			}
		}
	}
	return ""
}
