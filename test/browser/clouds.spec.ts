/** Libcloud against servers that speak a cloud's language. Nanio checks each signature; Moto plays EC2. */
import { expect, test } from "@playwright/test";
import { startMoto, type MotoServer } from "../servers/moto.ts";
import { startS3, type S3Server } from "../servers/s3.ts";
import { answerConsent } from "./support/consent.ts";
import { sharedShell } from "./support/shared.ts";
import { startSite } from "./support/site.ts";

const NAMES = ["plain", "with space", "a+b", "ünï/코드.txt", "~t", "q?x=1&y", "%41", "a%2Fb", "it's(1)!*", "a:b@c", "#h", "semi;colon,=$", "x&<y>"];
const MEGABYTES = 50;

let moto: MotoServer;
let s3: S3Server;

const shell = sharedShell(async () => {
  [moto, s3] = await Promise.all([startMoto(), startS3()]);
  const site = await startSite(moto, s3);
  return { url: site.url, close: () => Promise.all([site.close(), moto.stop(), s3.stop()]) };
});

test.beforeAll(async () => {
  await shell().exec(`
    import hashlib, io, time
    import libcloud.common.base
    from libcloud.storage.providers import get_driver as storage
    at = dict(secure=False, host='127.0.0.1', region='us-east-1')
    ec2 = get_driver('ec2')('key', 'secret', port=${moto.port}, **at)
    s3 = storage('s3')('${s3.accessKey}', '${s3.secretKey}', port=${s3.port}, **at)
    m3 = storage('s3')('key', 'secret', port=${moto.port}, **at)
  `);
  for (const driver of ["m3", "s3"]) {
    await shell().begin(`${driver}.list_containers()`);
    await answerConsent(shell().page, "Allow");
    await shell().until(/\n\[\]\n>>>$/, { status: "ready" });
  }
});

test("EC2: sizes and images are listed", async () => {
  expect(await shell().run("len(ec2.list_sizes()) > 100, len(ec2.list_locations()) > 2")).toBe("(True, True)");
  expect(await shell().run("images = ec2.list_images(); len(images) > 1000, images[0]", 30_000)).toMatch(/^\(True, <NodeImage: id=ami-/);
});

test("EC2: a node lives and dies, with both signature versions", async () => {
  const output = await shell().exec(
    `
    v4 = get_driver('ec2')('key', 'secret', port=${moto.port}, signature_version='4', **at)
    for driver in (ec2, v4):
        size = next(s for s in driver.list_sizes() if s.id == 't2.micro')
        image = driver.list_images(ex_image_ids=['ami-03cf127a'])[0]
        node = driver.create_node(name='web ü & co', size=size, image=image)
        print(node.name, [str(n.state) for n in driver.list_nodes() if n.id == node.id], driver.destroy_node(node))
        print([str(n.state) for n in driver.list_nodes() if n.id == node.id])
  `,
    40_000,
  );
  expect(output).toBe("web ü & co ['running'] True\n['terminated']\nweb ü & co ['running'] True\n['terminated']");
});

test("S3: objects of every name go up, are found, come down and go, each request signed", async () => {
  const output = await shell().exec(
    `
    box = s3.create_container('flow-box')
    open('/tmp/file', 'wb').write(b'from a file')
    names = ${JSON.stringify(NAMES)}
    for name in names:
        box.upload_object('/tmp/file', name) if len(name) % 2 else box.upload_object_via_stream(iter([b'from ', b'a file']), name)
    assert sorted(o.name for o in box.list_objects()) == sorted(names), box.list_objects()
    for name in names:
        o = box.get_object(name)
        assert b''.join(o.as_stream()) == b'from a file', name
        assert o.download('/tmp/down', overwrite_existing=True) and open('/tmp/down').read() == 'from a file'
        assert o.delete()
    print(len(names), box.list_objects(), box.delete())
  `,
    50_000,
  );
  expect(output).toBe(`${NAMES.length} [] True`);
});

test("S3: names with double slashes are kept where the server keeps them", async () => {
  const output = await shell().exec(`
    libcloud.common.base.ALLOW_PATH_DOUBLE_SLASHES = True
    try:
        box = m3.create_container('slash-box')
        for name in ('a//b', '/lead', '//lead2', 'tail/'):
            _ = box.upload_object_via_stream(iter([b'x']), name)
            assert b''.join(box.get_object(name).as_stream()) == b'x'
        print([o.name for o in box.list_objects()])
    finally:
        libcloud.common.base.ALLOW_PATH_DOUBLE_SLASHES = False
  `);
  expect(output).toBe("['//lead2', '/lead', 'a//b', 'tail/']");
});

test("S3: a wrong secret is an InvalidCredsError", async () => {
  const output = await shell().run(`storage('s3')('${s3.accessKey}', 'wrong', port=${s3.port}, **at).list_containers()`);
  expect(output).toMatch(/libcloud\.common\.types\.InvalidCredsError: /);
});

test("S3: what is not there is the error that libcloud has for it", async () => {
  expect(await shell().run("s3.get_container('not-there')")).toMatch(/ContainerDoesNotExistError/);
  expect(await shell().run("s3.create_container('here').get_object('not there')")).toMatch(/ObjectDoesNotExistError/);
});

test(`S3: ${MEGABYTES} MB go up in parts and come down whole`, async () => {
  test.setTimeout(120_000);
  const output = await shell().exec(
    `
    import random
    piece = random.randbytes(1 << 20)
    pieces = [bytes([n]) + piece[1:] for n in range(${MEGABYTES})]
    wanted = hashlib.sha256(b''.join(pieces)).hexdigest()
    big = s3.create_container('big-box')
    begun = time.monotonic()
    o = big.upload_object_via_stream(iter(pieces), 'big')
    up = time.monotonic()
    got = hashlib.sha256(b''.join(o.as_stream())).hexdigest()
    down = time.monotonic()
    print(got == wanted, big.get_object('big').size, f'{up - begun:.1f} s up, {down - up:.1f} s down')
  `,
    100_000,
  );
  console.log(`  S3, ${MEGABYTES} MB: ${output.split(" ").slice(2).join(" ")}`);
  expect(output).toMatch(new RegExp(`^True ${MEGABYTES * 1024 * 1024} `));
});

test("the dummy driver needs no network", async () => {
  const before = shell().watch.requests.length;
  const output = await shell().exec(`
    dummy = get_driver(Provider.DUMMY)('creds')
    node = dummy.create_node(name='mine', image=dummy.list_images()[0], size=dummy.list_sizes()[0])
    len(dummy.list_nodes()), node.reboot(), node.destroy(), len(dummy.list_locations())
  `);
  expect(output).toBe("(3, True, True, 3)");
  expect(shell().watch.requests).toHaveLength(before);
});
