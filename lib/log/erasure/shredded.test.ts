import { expect, test } from "vitest";
import type { Cell } from "../../ingest/read/reader";
import { keyIsGone, shownRow, withoutCiphertext } from "./shredded";

const url = (value: string) => Buffer.from(value).toString("base64url");
const jwe = `${url('{"alg":"dir","enc":"A256GCM"}')}..${url("a nonce here")}.${url("sealed bytes")}.${url("sixteen byte tag")}`;
const jws = `${url('{"alg":"HS256"}')}.${url('{"sub":"1"}')}.${url("signature")}`;

const sealed: readonly (readonly [string, Cell])[] = [
  ["a JWE in compact form", jwe],
  ["a JWE in JSON", { protected: url("{}"), iv: "AAAA", ciphertext: "c2VhbGVk", tag: "AAAA" }],
  ["a JWE in JSON for several", { recipients: [{ encrypted_key: "AA" }], ciphertext: "c2VhbGVk" }],
  ["ciphertext and nonce as JSON text", '{"ciphertext":"c2VhbGVk","nonce":"AAAA"}'],
  ["an envelope that says so", { encrypted: true, keyId: "k-7", data: "c2VhbGVk" }],
  ["an encrypted CloudEvent", { data_encrypted: "c2VhbGVk" }],
  ["data beside its encryption", { encryption: { alg: "A256GCM", keyId: "k" }, data: "c2VhbGVk" }],
];

test.each(sealed)("%s is said to be erased", (_, cell) => {
  expect(withoutCiphertext(cell)).toBe(keyIsGone);
  expect(withoutCiphertext([1n, { inner: cell }])).toEqual([1n, { inner: keyIsGone }]);
});

const open: readonly (readonly [string, Cell])[] = [
  ["text", "ciphertext"],
  ["a signed token", jws],
  ["five words with dots", "a.b.c.d.e"],
  ["an address", "www.example.org.uk.invalid"],
  ["fields that only talk of it", { ciphertext: "", iv: "x" }],
  ["an envelope that is open", { encrypted: false, data: "c2VhbGVk" }],
  ["JSON text in its own layout", '{ "value":  3 }'],
  ["a large number", 9007199254740993n],
  ["nothing", null],
];

test.each(open)("%s stays as it is", (_, cell) => expect(withoutCiphertext(cell)).toEqual(cell));

test("columns that are an envelope together lose their ciphertext, and tell the rest", () => {
  expect(shownRow({ event_id: 7n, subject: "A", encrypted: true, keyId: "k", data: "c2VhbGVk" })).toEqual({
    event_id: 7n,
    subject: "A",
    encrypted: true,
    keyId: "k",
    data: keyIsGone,
  });
});
