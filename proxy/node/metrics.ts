// Counters in Prometheus' text format (exposition format 0.0.4). No label names a host, a client or a key.
import type { ExchangeRecord } from "../core/index.ts";

const BUCKETS = [0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120, 600] as const;

/** What the proxy has done since it started. */
export class Metrics {
  #started = 0;
  readonly #ended = new Map<string, number>();
  readonly #durations = BUCKETS.map(() => 0);
  #seconds = 0;
  #received = 0;
  #sent = 0;

  onStart(): void {
    this.#started += 1;
  }

  onExchange({ outcome, milliseconds, received, sent }: ExchangeRecord): void {
    this.#ended.set(outcome, (this.#ended.get(outcome) ?? 0) + 1);
    this.#seconds += milliseconds / 1000;
    this.#received += received;
    this.#sent += sent;
    const bucket = BUCKETS.findIndex((limit) => milliseconds / 1000 <= limit);
    if (bucket !== -1) this.#durations[bucket] = (this.#durations[bucket] ?? 0) + 1;
  }

  text(): string {
    const count = [...this.#ended.values()].reduce((sum, value) => sum + value, 0);
    return [
      ...metric("relay_exchanges_total", "counter", "Exchanges that have ended, by how.", this.#outcomes()),
      ...metric("relay_exchanges_active", "gauge", "Exchanges under way.", [["", this.#started - count]]),
      ...metric("relay_received_bytes_total", "counter", "Bytes that pages have sent.", [["", this.#received]]),
      ...metric("relay_sent_bytes_total", "counter", "Bytes that servers have sent.", [["", this.#sent]]),
      ...metric("relay_exchange_seconds", "histogram", "How long exchanges took.", this.#histogram(count)),
      ...metric("process_resident_memory_bytes", "gauge", "Resident memory.", [["", process.memoryUsage.rss()]]),
      ...metric("process_uptime_seconds", "gauge", "Time since the start.", [["", Math.round(process.uptime())]]),
      "",
    ].join("\n");
  }

  #outcomes(): Sample[] {
    return [...this.#ended].map(([outcome, value]) => [`{outcome="${outcome}"}`, value]);
  }

  #histogram(count: number): Sample[] {
    let below = 0;
    const buckets = BUCKETS.map((limit, index): Sample => [`_bucket{le="${limit}"}`, (below += this.#durations[index] ?? 0)]);
    return [...buckets, [`_bucket{le="+Inf"}`, count], ["_sum", this.#seconds], ["_count", count]];
  }
}

/** What stands behind the metric's name, and the value. */
type Sample = readonly [suffix: string, value: number];

function metric(name: string, type: string, help: string, samples: readonly Sample[]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map(([suffix, value]) => `${name}${suffix} ${value}`)];
}
