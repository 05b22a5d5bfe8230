// A connected system: its customer is in the queue, an agent answers, with a picture too. The test reads what the system got.

import { readFile } from 'node:fs/promises'
import { agent } from './agent.mjs'

export async function answer(stage) {
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('李女士')
  await a.message('付款后一直转圈', 'customer').waitFor()
  await a.box.press('End')
  await a.page.keyboard.type('我先核实一下。')
  await a.page.keyboard.press('Enter')
  await a.sent('我先核实一下')
  const picture = await readFile('../testdata/entrance.png')
  await a.id('attach-input').setInputFiles([{ name: '退款 "入口".png', mimeType: 'image/png', buffer: picture }])
  await a.page.locator('[data-testid=chosen-file][data-state=ready]').waitFor()
  await a.write('请按图里的入口退款')
  await a.sent('请按图里的入口退款')
  stage.note('answered')
}
