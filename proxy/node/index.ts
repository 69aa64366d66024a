export { HOSTS_BY_PROVIDER } from "../core/index.ts";
export { createNodePlatform, nodePlatform } from "./platform.ts";
export { type Proxy, type ProxyOptions, startProxy } from "./start.ts";
