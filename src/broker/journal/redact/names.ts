/** Which names of headers, parameters and fields say that their value is a secret. On the safe side: revealing is one key away. */

const SECRET = new RegExp(
  [
    "passw|passphrase|passcode|pwd|^pass$|(?:admin|root|user|initial)pass$",
    "secret|token|credential|jwt|bearer|assertion|samlresponse|cookie|csrf|xsrf",
    "(?:api|access|private|auth|shared|signing|encryption|master|storage|account|client|consumer|subscription|primary|secondary|customer)key",
    "keymaterial|(?:access|googleaccess)id$|^apiuser",
    "signature$|^sig$|hmac|authorization|authentication|^auth$|^xauth|sessionid$|^sid$|^otp$|^session$|^authcode$|codeverifier",
    "userdata|kubeconfig|connectionstring",
  ].join("|"),
);

/** Pages of a list, names of algorithms, what is public. */
const HARMLESS = new RegExp(
  [
    "^(?:x?ms|xgoog|page)?(?:next|prev|previous|start|continuation|nextcontinuation|client|idempotency|nextpage|page|resume|marker)token$",
    "^(?:tokentype|tokenexpir\\w*|expiresin)$",
    "signatureversion|signaturemethod|signaturealgorithm|publickey",
    "^(?:passwordauthentication|haspassword|tokens?(?:count|limit|used|remaining)|authorizationtype|authenticationtype)$",
  ].join("|"),
);

/** Of a name; the rest of a longer one says nothing. */
const MAX_CHARACTERS = 200;

/** Bodies say the same few names again and again. */
const known = new Map<string, boolean>();
const MAX_KNOWN = 1000;

export function isSecretName(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const bare = bareName(name);
  const secret = SECRET.test(bare) && !HARMLESS.test(bare);
  if (known.size >= MAX_KNOWN) known.clear();
  if (name.length <= MAX_CHARACTERS) known.set(name, secret);
  return secret;
}

/** A URL's or a form's parameter; there, `key` alone is one (Google's APIs). */
export function isSecretParameter(name: string): boolean {
  return bareName(name) === "key" || isSecretName(name);
}

export function isSecretHeader(name: string): boolean {
  return bareName(name).endsWith("key") || isSecretName(name);
}

/** Fields of an object whose own name is secret (OpenStack's `token`) that tell what is around it, by the usual rules. */
export function isHarmlessInside(name: string): boolean {
  return /^(?:servicecatalog|catalog|endpoints|user|project|tenant|roles|methods|expires\w*|issuedat|isdomain|domain|expiration)$/.test(bareName(name));
}

/** `X-Amz-Signature`, `x_amz_signature` and `user[amzSignature]` without what differs in writing. */
function bareName(name: string): string {
  return name
    .slice(0, MAX_CHARACTERS)
    .toLowerCase()
    .replaceAll(/[^a-z\d]/g, "");
}
