// Serves an OpenID provider (the package oidc-provider, which is certified) until standard input ends, and prints its address. The first
// argument says who the desk and the people are: {clients, accounts: {login: claims}}. Its own pages sign anybody in who is named there.
// POST /_control/rotate gives it another key.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const { clients, accounts } = JSON.parse(process.argv[2]);
const server = createServer((req, res) => {
  if (req.method === "POST" && req.url === "/_control/rotate") {
    serve = begin();
    return res.writeHead(204).end();
  }
  serve(req, res);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const issuer = `http://127.0.0.1:${server.address().port}`;
const cookies = { keys: [randomUUID()] };
let serve = begin();
console.log(issuer);
process.stdin.resume().on("end", () => process.exit(0));

function begin() {
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  return new Provider(issuer, {
    clients, cookies,
    jwks: { keys: [{ ...key, kid: randomUUID(), use: "sig", alg: "RS256" }] },
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => accounts[id] && { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
  }).callback();
}
