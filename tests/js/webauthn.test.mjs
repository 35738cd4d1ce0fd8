// What travels between the server's JSON and the browser's WebAuthn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, creationOptions, plain, requestOptions, text } from "../../static/js/account/webauthn.js";

test("bytes and text are each other's reverse, in base64url without padding", () => {
  for (const all of [[], [0], [251, 255], [62, 63, 255, 254], Array.from({ length: 256 }, (_, byte) => byte)]) {
    const written = text(new Uint8Array(all).buffer);
    assert.match(written, /^[\w-]*$/);
    assert.deepEqual([...bytes(written)], all);
  }
  assert.equal(text(new Uint8Array([251, 255]).buffer), "-_8");
});

test("a request names its credentials in bytes, or none", () => {
  const named = { publicKey: { challenge: "AQI", allowCredentials: [{ type: "public-key", id: "Aw" }] } };
  const { publicKey } = requestOptions(named);
  assert.deepEqual([[...publicKey.challenge], [...publicKey.allowCredentials[0].id]], [[1, 2], [3]]);
  assert.deepEqual(requestOptions({ publicKey: { challenge: "AQI" } }).publicKey.allowCredentials, []);
});

test("a new passkey is found without a name and unlocks the device", () => {
  const { publicKey } = creationOptions({
    publicKey: {
      challenge: "AQI",
      user: { id: "Aw", name: "a" },
      authenticatorSelection: { residentKey: "discouraged", authenticatorAttachment: "platform" },
    },
  });
  assert.deepEqual([...publicKey.user.id], [3]);
  assert.deepEqual(publicKey.authenticatorSelection, {
    residentKey: "required",
    authenticatorAttachment: "platform",
    requireResidentKey: true,
    userVerification: "required",
  });
});

test("a credential becomes text, with the parts that it has", () => {
  const buffer = new Uint8Array([1, 2]).buffer;
  const credential = {
    type: "public-key",
    id: "AQI",
    rawId: buffer,
    authenticatorAttachment: "platform",
    response: { clientDataJSON: buffer, signature: buffer, userHandle: null },
    getClientExtensionResults: () => ({ credProps: { rk: true } }),
  };
  assert.deepEqual(plain(credential), {
    type: "public-key",
    id: "AQI",
    rawId: "AQI",
    authenticatorAttachment: "platform",
    response: { clientDataJSON: "AQI", signature: "AQI" },
    clientExtensionResults: { credProps: { rk: true } },
  });
});
