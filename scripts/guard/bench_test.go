package guard

import (
	"slices"
	"strings"
	"testing"
)

// phrases20k are 20,000 phrases as a department might write and buy them: refusals and promises put together from what
// agents say, and names of suppliers. They share their beginnings with each other and with any text.
func phrases20k() []string {
	product := func(parts ...[]string) []string {
		out := []string{""}
		for _, part := range parts {
			var next []string
			for _, before := range out {
				for _, word := range part {
					next = append(next, before+word)
				}
			}
			out = next
		}
		return out
	}
	words := strings.Fields
	refusals := product(words("我 我们 我这边 这边 客服 公司 本店 小店 咱们 仓库"), words("真的 现在 暂时 确实 根本 今天"),
		words("不知道 不清楚 不负责 没办法 管不了 处理不了 不想 懒得 没空 不可能"), words("退款 发货 换货 退货 补发 查物流 改地址 改价格 送赠品 开发票 上门安装 保价 加急 催件 取消订单 联系快递 给您优惠 改尺码 换颜色"))
	suppliers := product(words("广州 深圳 义乌 东莞 佛山 温州 宁波 青岛 泉州 汕头"), words("永兴 金辉 华泰 恒丰 顺达 宏远 鑫源 正大 广通 嘉和"),
		words("电子 服装 五金 塑胶 玩具 家具 食品 纺织 包装 皮具"), words("有限公司 商行 贸易公司 加工厂 批发部 供应链 实业 集团 工作室"))
	promises := product(words("保证 绝对 肯定 百分之百"), words("今天 明天 三天内 一周内 马上"), words("能 会 可以"), words("到货 退款 发出 修好 解决 不坏 不褪色 最低价 有货 送到"))
	all := slices.Concat(refusals, suppliers, promises)
	return all[:20_000]
}

func twentyThousand(t testing.TB) *Guard {
	t.Helper()
	return compile(t, Rule{ID: "a.b", Phrases: phrases20k()})
}

const (
	clean  = "亲，您好，已经帮您查过订单了，我们现在确实看到仓库今天发货，预计三天左右可以送到广州，请您留意短信。如果您这边不方便签收，我这边可以帮您联系快递改到驿站，保证不让您多跑一趟😊。"
	dirty  = "亲，我们现在处理不了退款，公司今天没空给您优惠，您再等等吧，保证明天能到货，东西是义乌永兴玩具批发部的，放心！！"
	prefix = "我们现在处理不了我这边确实没办法公司今天管不了绝对三天内可以深圳恒丰塑胶贸易"
)

// message is n characters made of a text.
func message(n int, text string) string {
	return string([]rune(strings.Repeat(text, n/10))[:n])
}

// The figure is 50 µs for a message of 500 characters against 20,000 phrases.
func BenchmarkCheck20k(b *testing.B) {
	g := twentyThousand(b)
	for _, c := range []struct{ name, text string }{
		{"none", message(500, clean)},
		{"hits", message(500, dirty)},
		{"onehit", message(460, clean) + message(40, dirty)},
		{"prefixes", message(500, prefix)},
		{"traditional", message(500, "親，您好，已經幫您查過訂單了，我們現在確實看到倉庫今天發貨，預計三天左右可以送到廣州，請您留意簡訊。")},
		{"english", message(500, "I have checked your order, it leaves the warehouse today and arrives within three days. ")},
		{"accents", message(500, "Ваш заказ уже в пути, naïve café délivré, ありがとうございます。")},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n = len(g.Check(c.text, Scope{}))
			}
			b.ReportMetric(float64(n), "findings")
		})
	}
}

// A desk never sends the same text twice in a row: 256 texts of other sentences each, so that what the processor has kept
// of the phrases is not what the next one asks for.
func BenchmarkCheck20kVaried(b *testing.B) {
	g, all, random := twentyThousand(b), []rune(clean+prefix+dirty), uint32(1)
	texts := make([]string, 256)
	for i := range texts {
		var text []rune
		for len(text) < 500 {
			random = random*1664525 + 1013904223
			from := int(random>>8) % (len(all) - 12)
			text = append(text, all[from:from+12]...)
		}
		texts[i] = string(text[:500])
	}
	b.ReportAllocs()
	i, n := 0, 0
	for b.Loop() {
		n += len(g.Check(texts[i%len(texts)], Scope{}))
		i++
	}
	b.ReportMetric(float64(n)/float64(i), "findings")
}

// 20,000 phrases compile well below a second; reading the YAML comes before.
func BenchmarkCompile20k(b *testing.B) {
	list := List{Locale: "zh-CN", Number: 1, Rules: []Rule{{ID: "a.b", Level: Forbidden, Action: Block, Phrases: phrases20k()}}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compile(list); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead20k(b *testing.B) {
	source := []byte("locale: zh-CN\nnumber: 1\nrules:\n  - id: a.b\n    level: forbidden\n    action: block\n    phrases:\n      - " +
		strings.Join(phrases20k(), "\n      - ") + "\n")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load("list.yaml", source); err != nil {
			b.Fatal(err)
		}
	}
}
