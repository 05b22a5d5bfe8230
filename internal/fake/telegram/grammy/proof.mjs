// Runs a grammY bot against the stand-in, by long polling and by webhook, and
// fails if the two do not agree on the Bot API. Needs BASE (the stand-in's
// address) and TOKEN; TestGrammy of the Go package sets them.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { Bot, GrammyError, InlineKeyboard, InputFile, webhookCallback } from "grammy";

const { BASE, TOKEN } = process.env;
const secretToken = "proof-secret_1";
const client = { apiRoot: BASE, canUseWebhookReply: (method) => method === "sendChatAction" };

async function control(path, body) {
  const init = body && { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${BASE}/_control/${path}`, init);
  const text = await response.text();
  assert.ok(response.ok, `control ${path}: ${response.status} ${text}`);
  return text;
}
const tell = async (path, body) => JSON.parse(await control(path, body));
const ledger = async (type) =>
  (await control(`ledger?type=${type}`)).split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** Waits until the bot made so many calls more, and returns them. */
async function calls(known, more) {
  await control(`await?sends=${known + more}&timeout_ms=10000`);
  return (await ledger("send")).filter((line) => line.seq > known);
}
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
const made = async () => (await tell("counts")).sends;

/** Calls again when told to: setWebhook is allowed once a second. */
async function patiently(call) {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (error.error_code !== 429) throw error;
      await pause(error.parameters.retry_after);
    }
  }
}

function newBot() {
  const bot = new Bot(TOKEN, { client });
  bot.on("message:text", async (ctx) => {
    await ctx.replyWithChatAction("typing");
    await ctx.reply(`echo ${ctx.msg.text}`, {
      reply_parameters: { message_id: ctx.msg.message_id },
      reply_markup: new InlineKeyboard().text("Thanks", "thanks"),
    });
  });
  bot.on("edited_message:text", (ctx) => ctx.reply(`edited ${ctx.editedMessage.text} by ${ctx.from.first_name}`));
  bot.on("callback_query:data", (ctx) => ctx.answerCallbackQuery({ text: `got ${ctx.callbackQuery.data}` }));
  return bot;
}

/** The same conversation for both ways of receiving updates. */
async function conversation(bot, user, viaWebhook) {
  let seq = await made();
  const said = await tell("say", { user: { id: user, name: "Ann Lee", lang: "en" }, text: "hello" });
  let [typing, answer] = await calls(seq, 2);
  if (typing.method !== "sendChatAction") [typing, answer] = [answer, typing]; // the webhook reply may come second
  assert.equal(typing.text, "typing");
  assert.equal(typing.in_webhook ?? false, viaWebhook);
  assert.equal(answer.text, "echo hello");
  assert.equal(answer.reply_to, said.message_id);
  assert.equal(answer.chat_id, user);
  assert.ok(answer.done && answer.code === 200 && answer.message_id > said.message_id);

  seq = await made();
  const tapped = await tell("tap", { user: { id: user }, message_id: answer.message_id, data: "thanks" });
  const [answered] = await calls(seq, 1);
  assert.equal(answered.method, "answerCallbackQuery");
  assert.equal(answered.callback_query_id, tapped.callback_query_id);
  assert.equal(answered.text, "got thanks");

  seq = await made();
  await tell("edit", { user: { id: user }, message_id: said.message_id, text: "hello!" });
  assert.equal((await calls(seq, 1))[0].text, "edited hello! by Ann");

  seq = await made();
  const group = { id: -1000000000000 - user, type: "supergroup", title: "Team" };
  await tell("say", { user: { id: user }, chat: group, text: "hi all" });
  const inGroup = (await calls(seq, 2)).find((line) => line.method === "sendMessage");
  assert.deepEqual([inGroup.text, inGroup.chat_id], ["echo hi all", group.id]);

  const data = Buffer.from("a file of the proof");
  await bot.api.sendDocument(user, new InputFile(data, "proof.txt"), { caption: "look" });
  const file = (await ledger("send")).at(-1);
  assert.deepEqual([file.method, file.text, file.file.name, file.file.size], ["sendDocument", "look", "proof.txt", data.length]);
  await bot.api.editMessageReplyMarkup(user, answer.message_id);
  const gone = await bot.api.editMessageReplyMarkup(user, answer.message_id).catch((error) => error);
  assert.ok(gone instanceof GrammyError && gone.description.includes("not modified"));

  await tell("faults", { kind: "too_many", retry_after: 7 });
  const flood = await bot.api.sendMessage(user, "too fast").catch((error) => error);
  assert.ok(flood instanceof GrammyError);
  assert.deepEqual([flood.error_code, flood.parameters.retry_after], [429, 7]);
  await tell("block", { user: { id: user } });
  const blocked = await bot.api.sendMessage(user, "hello?").catch((error) => error);
  assert.equal(blocked.description, "Forbidden: bot was blocked by the user");
}

async function byPolling() {
  const bot = newBot();
  await bot.init();
  assert.equal(bot.botInfo.username, "stand_in_bot");
  const running = bot.start();
  await conversation(bot, 101, false);
  await bot.stop();
  await running;
  await control("await?idle=true");
  const states = new Set((await ledger("update")).map((update) => update.state));
  assert.deepEqual([...states], ["confirmed"]);
}

async function byWebhook() {
  const bot = newBot();
  const server = createServer(webhookCallback(bot, "http", { secretToken }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}/hook`;
  await bot.api.setWebhook(url, { secret_token: "wrong" });
  await tell("say", { user: { id: 102, name: "Ann Lee" }, text: "unheard" });
  while (!(await bot.api.getWebhookInfo()).last_error_message?.includes("401")) await pause(0.02); // grammY refuses the secret
  await patiently(() => bot.api.setWebhook(url, { secret_token: secretToken, drop_pending_updates: true }));
  await conversation(bot, 102, true);
  await control("await?idle=true");
  assert.equal((await bot.api.getWebhookInfo()).pending_update_count, 0);
  const states = (await ledger("update")).filter((update) => update.chat_id === 102).map((update) => update.state);
  assert.deepEqual([...new Set(states)].sort(), ["cleared", "delivered"]);
  await bot.api.deleteWebhook();
  server.close();
}

await byPolling();
console.log("ok: long polling");
await byWebhook();
console.log("ok: webhook");
