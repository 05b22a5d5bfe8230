import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { i18n, setLocale } from '@/i18n'
import en from '@/i18n/en'
import zhCN from '@/i18n/zh-CN'
import zhTW from '@/i18n/zh-TW'
import { words } from './words_of'

const cn = words('zh-CN', zhCN)
const tw = words('zh-TW', zhTW)
const english = words('en', en)
const HAN = /[\u3400-\u9fff]/

// Characters that exist only in one of the two scripts, of those that this interface has any use for.
const ONLY_SIMPLIFIED = /[专业东个临为义习书买乱争亚产亲亿仅从仓们众会传伤伦侧备够头夹夺奖妇妈实审对导尔尽层属岁币师带帮库应开张强当录彻径态总户执扩扫扬护报担拥择损换数断无时显暂术权条来枪标树样档检横欢残汇沟没泪测济浏润涨渐温湾滚满潜灭灯灵灾炉点烂热爱爷牵状独猎环现电画疗疯监盘盖码砖积称稳穷竞笔签简粮紧纪约级纠线组细终经结绕给络绝统继续维综编缩罢职联节苏药获营补装见规视览觉计订认讨让训议记讲许论设访证评识诉试话该详语误说请诸读课谁调谈谢账贡败货质购贴费资赏赔赵转轮软载较边过运还这进远违连迟选递邮释钟钮钱铁错锁键长门闭问间队阶际陈险随隐难雾静页项顺须顾预领频题颜额风飞饭验鱼鸟黄齐龙]/
const ONLY_TRADITIONAL = /[與專業東個臨為義習書買亂爭雲亞產親億僅從倉們價眾優會傳傷體備復夠頭實審對導爾盡層屬歲幣師帶幫庫應開異張強當錄態總戶執擴掃護報擔擁擇損換據數斷無時顯暫術機權條來構標樹樣檔檢橫歡殘氣匯溝測濟瀏潤漲漸溫灣滾滿滅燈靈災爐點爛熱愛狀獨環現電畫療監盤蓋碼磚確離種積稱穩窮競筆簽簡糧緊紀約級糾線組細終經結繞給絡絕統繼續維綜編縮網職聯勝節薦藥獲營補裝見規視覽覺觸計訂認討讓訓議記講許論設訪證評識訴試話該詳語誤說請諸讀課誰調談謝賬貢敗貨質購貼費資賞賠趙趕轉輪軟載較邊過運還這進遠違連遲適選遞郵釋鐘鈕錢鐵錯鎖鍵長門閉問間隊階際陳險隨隱難靜頁項順須顧預領頻題顏額風飛飯驗魚鳥黃齊龍帳]/

// Words of the mainland that are said otherwise in Taiwan, though each character could be converted; and second words for what has
// one here (頻道, 品管, 星號).
const MAINLAND_WORDS = /網絡|服務器|登錄|賬號|設置|默認|信息|屏幕|鏈接|加載|刷新|保存|發送|離線人員|在線|快捷|用戶|字符|視頻|音頻|質檢|分配|渠道|消息|會話|列表|打印|管道|品檢|文件|賬戶|單個|微信號|星標|命令/

describe('the languages', () => {
  it('have the same keys', () => {
    expect([...tw.keys()]).toEqual([...cn.keys()])
    expect([...english.keys()]).toEqual([...cn.keys()])
  })

  it('have the same placeholders and no empty text', () => {
    const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort() // the forms of a plural have them all
    // One expectation for all of them: thousands take seconds where the machine is busy.
    const all = [...cn].map(([key, text]) => ({ key, said: [text, tw.get(key) ?? '', english.get(key) ?? ''] }))
    expect(all.filter(({ said }) => new Set(said.map((text) => holes(text).join())).size > 1)).toEqual([])
    expect(all.filter(({ said }) => said.some((text) => !text.trim()))).toEqual([])
  })

  it('are translated: no Han in English, no simplified in Traditional, no traditional in Simplified', () => {
    expect([...english].filter(([, text]) => HAN.test(text))).toEqual([])
    expect([...tw].filter(([, text]) => ONLY_SIMPLIFIED.test(text))).toEqual([])
    expect([...cn].filter(([, text]) => ONLY_TRADITIONAL.test(text))).toEqual([])
  })

  it('speak as in Taiwan, not only in its characters', () => {
    expect([...tw].filter(([, text]) => MAINLAND_WORDS.test(text))).toEqual([])
  })

  it('differ where English and Chinese must', () => {
    expect([...english].filter(([key, text]) => text === cn.get(key) && HAN.test(cn.get(key)!))).toEqual([])
    expect([...cn].filter(([key, text]) => !HAN.test(text) && !['common.listSep', 'common.colon'].includes(key))).toEqual([])
  })

  // The keys of problems are put together from the server's codes: the source here does not show which of them live.
  it('say why a file was not taken in, for every code that the server raises', () => {
    const raised = [...readFileSync('../internal/media/upload.go', 'utf8').matchAll(/desk\.Fail\(desk\.(?:Conflict|Invalid), "(\w+)"/g)].map((m) => 'problem.' + m[1])
    expect(raised.length).toBeGreaterThan(2)
    expect(raised.filter((key) => !cn.has(key))).toEqual([])
  })

  it('know every key that the source asks for, and hold none that it does not', () => {
    const files = (dir: string): string[] => readdirSync(dir).flatMap((n) => (statSync(join(dir, n)).isDirectory() ? files(join(dir, n)) : [join(dir, n)]))
    const source = files('src').filter((f) => !f.includes('i18n/zh') && !f.endsWith('en.ts') && !f.includes('/texts/')).map((f) => readFileSync(f, 'utf8')).join('\n')
    const asked = [...source.matchAll(/\bte?\(\s*['"`]([\w.]+?)(\.?)['"`]/g)]
    const whole = new Set(asked.filter((m) => !m[2]).map((m) => m[1]!))
    const heads = [...source.matchAll(/['"`]([a-z][\w.]*\.)(?:['"`]\s*\+|\$\{)/g)].map((m) => m[1]!)
    expect([...whole].filter((key) => !cn.has(key) && ![...cn.keys()].some((k) => k.startsWith(key + '.')))).toEqual([])
    const mentioned = (key: string) => whole.has(key) || heads.some((h) => key.startsWith(h)) || source.includes(`'${key}'`)
    expect([...cn.keys()].filter((key) => !mentioned(key))).toEqual([])
  })
})

describe('a text', () => {
  const say = (text: string, values: Record<string, unknown> = {}) => {
    i18n.global.mergeLocaleMessage('zh-CN', { tried: text })
    return i18n.global.t('tried', values)
  }

  it('has its values, and signs that are meant as they stand', () => {
    expect(say('{n} 条，{name} 的 {n} 条', { n: 0, name: '张敏' })).toBe('0 条，张敏 的 0 条')
    expect(say("{'@'} 提醒同事 {name}", { name: '{n}' })).toBe('@ 提醒同事 {n}')
  })

  it('leaves out what nobody gave', () => expect(say('还有{n}条', {})).toBe('还有条'))

  it('is in the language that was chosen, which alone is fetched', async () => {
    expect([i18n.global.t('common.retry'), Object.keys(i18n.global.messages.value)]).toEqual(['重试', ['zh-CN']])
    await setLocale('en')
    expect([i18n.global.t('common.retry'), i18n.global.te('tried')]).toEqual(['Retry', false])
    await setLocale('zh-CN')
    expect(i18n.global.t('common.retry')).toBe('重试')
  })
})
