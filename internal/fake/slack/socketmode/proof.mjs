// Runs Slack's own JavaScript clients against the stand-in, and fails if the two do not agree on Socket Mode and on the
// Web API. Needs BASE (the stand-in's address), BOT_TOKEN and APP_TOKEN; TestOfficialClients of the Go package sets them.
import assert from "node:assert/strict";
import { SocketModeClient, LogLevel } from "@slack/socket-mode";
import { WebClient } from "@slack/web-api";

const { BASE, BOT_TOKEN, APP_TOKEN } = process.env;
const slackApiUrl = `${BASE}/api/`;

async function control(path, body) {
  const response = await fetch(`${BASE}/_control/${path}`, body && { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  assert.ok(response.ok, `control ${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** The next event of a name, acknowledged or not. */
const heard = (client, name, acknowledge = true) =>
  new Promise((resolve) => {
    client.once(name, async (e) => {
      if (acknowledge) await e.ack();
      resolve(e);
    });
  });

async function webAPI(web) {
  const me = await web.auth.test();
  assert.equal(me.user_id, "U0STANDIN");
  const { channel } = await control("say", { user: { id: "U1", name: "李女士", locale: "zh-CN" }, text: "hello" });
  assert.equal((await web.users.info({ user: "U1", include_locale: true })).user.locale, "zh-CN");
  const sent = await web.chat.postMessage({ channel, text: "hi &amp; welcome" });
  const { messages } = await web.conversations.history({ channel });
  assert.deepEqual(messages.map((m) => m.text), ["hi &amp; welcome", "hello"]);
  assert.equal(messages[0].ts, sent.ts);
  const unknown = await web.chat.postMessage({ channel: "C404", text: "x" }).catch((error) => error);
  assert.equal(unknown.data.error, "channel_not_found");
  await control("faults", { kind: "too_many", method: "chat.postMessage", retry_after: 7 });
  const flood = await web.chat.postMessage({ channel, text: "x" }).catch((error) => error);
  assert.deepEqual([flood.code, flood.retryAfter], ["slack_webapi_rate_limited_error", 7]);
  const nobody = await new WebClient("xoxb-wrong", { slackApiUrl }).auth.test().catch((error) => error);
  assert.equal(nobody.data.error, "invalid_auth");
}

async function listings(web) {
  const { channel } = await control("say", { user: { id: "U3", name: "Bob" }, text: "one" });
  const first = await control("say", { user: { id: "U3", name: "Bob" }, text: "two" });
  await control("say", { user: { id: "U3", name: "Bob" }, channel, thread: first.ts, text: "below" });
  const { channels } = await web.users.conversations({ types: "im" });
  assert.ok(channels.some((c) => c.id === channel && c.is_im));
  const texts = [];
  for await (const page of web.paginate("conversations.history", { channel, limit: 1 })) texts.push(...page.messages.map((m) => m.text));
  assert.deepEqual(texts, ["two", "one"]);
  const thread = await web.conversations.replies({ channel, ts: first.ts, oldest: first.ts });
  assert.deepEqual(thread.messages.map((m) => [m.text, m.reply_count ?? 0]), [["two", 1], ["below", 0]]);
}

async function files(web) {
  const { channel } = await control("say", { user: { id: "U3", name: "Bob" }, text: "the invoice?" });
  const { files } = await web.files.uploadV2({ channel_id: channel, filename: "invoice.pdf", file: Buffer.from("%PDF"), initial_comment: "here" });
  const id = files[0].files[0].id;
  const { file } = await web.files.info({ file: id });
  assert.deepEqual([file.name, file.mimetype, file.size], ["invoice.pdf", "application/pdf", 4]);
  const { messages } = await web.conversations.history({ channel, limit: 1 });
  assert.deepEqual([messages[0].text, messages[0].files[0].id], ["here", id]);
  const mine = await fetch(file.url_private_download, { headers: { Authorization: `Bearer ${BOT_TOKEN}` } });
  assert.equal(await mine.text(), "%PDF");
  const nobodys = await fetch(file.url_private_download);
  assert.equal(nobodys.status, 200);
  assert.match(nobodys.headers.get("content-type"), /^text\/html/);
}

async function socketMode(web) {
  const client = new SocketModeClient({ appToken: APP_TOKEN, clientOptions: { slackApiUrl }, logLevel: LogLevel.ERROR });
  await client.start();
  const first = heard(client, "message");
  await control("say", { user: { id: "U2", name: "Ann" }, text: "by socket" });
  const message = await first;
  assert.equal(message.event.text, "by socket");
  assert.equal(message.retry_num, 0);

  // An event that nobody acknowledges comes again.
  const silent = heard(client, "message", false);
  await control("say", { user: { id: "U2", name: "Ann" }, text: "twice" });
  const lost = await silent;
  const again = await heard(client, "message");
  assert.deepEqual([again.event.text, again.retry_num, again.retry_reason], ["twice", 1, "timeout"]);
  assert.equal(again.body.event_id, lost.body.event_id);

  // Slack rotates the socket; the client comes back on another one.
  const back = new Promise((resolve) => client.once("connected", resolve));
  await control("refresh", { reason: "refresh_requested" });
  await back;
  const later = heard(client, "message");
  await control("say", { user: { id: "U2", name: "Ann" }, text: "on the next socket" });
  assert.equal((await later).event.text, "on the next socket");

  // A press on a button comes by the socket as well; its address replaces the message.
  const blocks = [{ type: "actions", elements: [{ type: "button", action_id: "yes", value: "1", text: { type: "plain_text", text: "Yes" } }] }];
  const asked = await web.chat.postMessage({ channel: message.event.channel, text: "sure?", blocks });
  const pressing = heard(client, "interactive");
  await control("press", { user: "U2", channel: asked.channel, ts: asked.ts, action: "yes" });
  const { body } = await pressing;
  assert.deepEqual([body.type, body.actions[0].value, body.message.ts], ["block_actions", "1", asked.ts]);
  const replaced = await fetch(body.response_url, { method: "POST", body: JSON.stringify({ replace_original: true, text: "thanks" }) });
  assert.equal((await replaced.json()).ok, true);
  const { messages } = await web.conversations.history({ channel: asked.channel, limit: 1 });
  assert.equal(messages[0].text, "thanks");
  await client.disconnect();
}

const web = new WebClient(BOT_TOKEN, { slackApiUrl, rejectRateLimitedCalls: true });
await webAPI(web);
await listings(web);
await files(web);
console.log("ok: web api");
await socketMode(web);
console.log("ok: socket mode");
process.exit(0);
