// Serves the Slack of the package emulate until standard input ends, and prints its address. The package listens on all
// interfaces and on a port that it is told; here it is loopback and a free one.
import { Server } from "node:net";

const listen = Server.prototype.listen;
Server.prototype.listen = function (...args) {
  const ready = args.find((a) => typeof a === "function");
  this.once("listening", () => console.log(`http://127.0.0.1:${this.address().port}`));
  return listen.call(this, { port: 0, host: "127.0.0.1" }, ready);
};

const { createEmulator } = await import("emulate");
await createEmulator({ service: "slack", port: 1 });
process.stdin.resume().on("end", () => process.exit(0));
