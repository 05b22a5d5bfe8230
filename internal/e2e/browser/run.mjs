// node run.mjs FILE ACT: one browser, one act. The test in Go says where everything is (FIRSTLINE_E2E).

import { open } from './stage.mjs'

const [file, act] = process.argv.slice(2)
const stage = await open(JSON.parse(process.env.FIRSTLINE_E2E))
process.on('SIGINT', async () => {
  await stage.failed('timeout')
  await stage.close()
  process.exit(2)
})
try {
  await (await import('./' + file))[act](stage)
  stage.quiet()
  await stage.close()
} catch (e) {
  console.log(e.stack ?? String(e))
  await stage.failed(act)
  await stage.close()
  process.exit(1)
}
