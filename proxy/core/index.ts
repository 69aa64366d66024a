export { type AccessKey, KEY_HEADER } from "./access.ts";
export { RelayError, type RelayCode } from "./codes.ts";
export { DEFAULT_HOSTS, HOSTS_BY_PROVIDER } from "./hosts.ts";
export type { Outcome } from "./lifetime.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export type { Connection, ConnectTarget, Platform } from "./platform.ts";
export { type Client, createRelay, type ExchangeRecord, type Relay, RELAY_VERSION, type RelayOptions } from "./relay.ts";
export { PROTOCOL_VERSION, RELAY_TYPE } from "./wire.ts";
