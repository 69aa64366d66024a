import { DEFAULT_LIMITS } from "../core/index.ts";

const LIMITS = Object.entries(DEFAULT_LIMITS).map(([name, value]) => `      ${name}=${value}`);

/** What `--help` prints. */
export const HELP = `libcloud-repl-proxy: carries the requests of a Libcloud REPL to the clouds, byte by byte.

It speaks plain HTTP: put your server with TLS before it, and say --forwarded. It relays to the hosts of
libcloud's drivers on ports 80 and 443, and never to an address that is not public, unless you name one.

  --origin ORIGIN     a page that may use it, as in https://repl.example; at least one     RELAY_ORIGINS
  --port N            8080; 0 takes a free one                                            PORT
  --host ADDRESS      the address to listen on; 127.0.0.1                                 RELAY_LISTEN
  --allow HOST:PORT   may be reached besides the list, private addresses too              RELAY_ALLOW
  --relay PATTERN     NAME or *.SUFFIX: these hosts instead of libcloud's                 RELAY_HOSTS
  --key-file FILE     pages must send one of these keys; a line each: KEY [EXPIRY]        RELAY_KEYS
  --limit NAME=N      one of those below                                                  RELAY_LIMITS
  --admin-port N      /health and /metrics for this machine alone; none                   RELAY_ADMIN_PORT
  --grace SECONDS     what a stop waits for requests under way; 30                        RELAY_GRACE
  --forwarded         clients are told apart by the last entry of X-Forwarded-For         RELAY_FORWARDED=1
  --quiet             no line for each exchange                                           RELAY_QUIET=1
  --help, --version

Options may be repeated; their variables have commas instead. A key has 16 to 256 visible ASCII characters,
an expiry is written 2027-01-31T18:00Z. The limits, in bytes and milliseconds: concurrent, perMinute and
bytesPerHour are of each client, concurrentInAll is of all together, the others are of each request:

${LIMITS.join("\n")}
`;
