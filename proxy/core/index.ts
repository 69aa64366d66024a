export { RelayError, type RelayCode } from "./codes.ts";
export { DEFAULT_HOSTS, HOSTS_BY_PROVIDER } from "./hosts.ts";
export type { Outcome } from "./lifetime.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export type { Connection, ConnectTarget, Platform } from "./platform.ts";
export { type Client, createRelay, type ExchangeRecord, type Relay, type RelayOptions } from "./relay.ts";
export { PROTOCOL_VERSION, RELAY_TYPE } from "./wire.ts";
