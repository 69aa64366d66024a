/** A plain file server, a process of its own, with sites in folders that can be exchanged while it runs. */
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startPythonServer } from "../../servers/project.ts";
import type { RunningServer } from "../../servers/process.ts";

export class PlainHost {
  private constructor(
    readonly folder: string,
    readonly server: RunningServer,
  ) {}

  static async start(): Promise<PlainHost> {
    const folder = await mkdtemp(join(tmpdir(), "libcloud-repl-host-"));
    return new PlainHost(folder, await startPythonServer("file_server.py", [folder]));
  }

  get origin(): string {
    return `http://127.0.0.1:${this.server.port}`;
  }

  /** From now on the path, without a slash at either end, shows what is in `site`. @returns its address */
  async deploy(path: string, site: string): Promise<string> {
    const link = join(this.folder, path);
    await mkdir(dirname(link), { recursive: true });
    await symlink(site, `${link}.new`);
    await rename(`${link}.new`, link);
    return `${this.origin}/${path}/`;
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), text);
  }

  /** The process ends; nothing answers there any more. */
  end(): Promise<void> {
    return this.server.stop();
  }

  async close(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
