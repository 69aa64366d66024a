import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** A throw-away certificate authority in a folder of its own. */
export class Authority {
  readonly folder = mkdtempSync(join(tmpdir(), "relay-tls-"));
  readonly certFile = join(this.folder, "ca.crt");
  readonly #keyFile = join(this.folder, "ca.key");

  constructor() {
    const subject = ["-subj", "/CN=Test authority", "-addext", "basicConstraints=critical,CA:TRUE"];
    this.#openssl("req", "-x509", ...NEW_KEY, "-keyout", this.#keyFile, "-out", this.certFile, ...subject);
  }

  /** `names` as OpenSSL writes them: `DNS:name` or `IP:address`. */
  issue(names: string, days = 1): KeyPair {
    const [key, request, cert, extensions] = ["key", "csr", "crt", "ext"].map((ending) => join(this.folder, `server.${ending}`)) as [
      string,
      string,
      string,
      string,
    ];
    writeFileSync(extensions, `subjectAltName=${names}\n`);
    this.#openssl("req", ...NEW_KEY, "-keyout", key, "-out", request, "-subj", "/CN=Test server");
    const signing = ["-CA", this.certFile, "-CAkey", this.#keyFile, "-CAcreateserial", "-days", String(days)];
    this.#openssl("x509", "-req", "-in", request, "-out", cert, "-extfile", extensions, ...signing);
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  #openssl(...args: readonly string[]): void {
    execFileSync("openssl", args, { stdio: "ignore" });
  }
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"] as const;
