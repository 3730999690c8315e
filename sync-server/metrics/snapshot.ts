/** All figures at one moment, to be compared with those of another. */
import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';

type Labels = Readonly<Record<string, string>>;
interface Value {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

export class Snapshot {
  readonly #values = new Map<string, Value[]>();

  private constructor(metrics: readonly MetricObjectWithValues<MetricValue<string>>[]) {
    for (const { name: family, values } of metrics)
      for (const one of values) {
        const { metricName: name = family } = one as { metricName?: string };
        const labels = Object.fromEntries(
          Object.entries(one.labels).map(([label, value]) => [label, String(value)]),
        );
        const known = this.#values.get(name);
        if (known) known.push({ name, labels, value: one.value });
        else this.#values.set(name, [{ name, labels, value: one.value }]);
      }
  }

  static async of(registry: Registry): Promise<Snapshot> {
    return new Snapshot(await registry.getMetricsAsJSON());
  }

  /** Over everything that has these labels; 0 where there is nothing yet. */
  sum(name: string, fits: (labels: Labels) => boolean = () => true): number {
    const values = this.#values.get(name) ?? [];
    return values.filter(({ labels }) => fits(labels)).reduce((sum, { value }) => sum + value, 0);
  }

  /**
   * What this part of the observations since then stayed under: within its bucket as if they lay evenly, as Prometheus
   * has it. Null where there were none.
   */
  quantileSince(before: Snapshot, name: string, part: number): number | null {
    const buckets = this.#buckets(name);
    const earlier = before.#buckets(name);
    const counts = [...buckets].map(([limit, count]) => [limit, count - (earlier.get(limit) ?? 0)] as const);
    counts.sort(([a], [b]) => a - b);
    const wanted = (counts.at(-1)?.[1] ?? 0) * part;
    if (wanted === 0) return null;
    let [floor, below] = [0, 0];
    for (const [limit, count] of counts) {
      if (count >= wanted)
        return limit === Infinity ? floor : floor + ((limit - floor) * (wanted - below)) / (count - below);
      [floor, below] = [limit, count];
    }
    return floor;
  }

  /** How many were at most this large, over all labels. */
  #buckets(name: string): Map<number, number> {
    const buckets = new Map<number, number>();
    for (const { labels, value } of this.#values.get(`${name}_bucket`) ?? []) {
      const limit = labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
      buckets.set(limit, (buckets.get(limit) ?? 0) + value);
    }
    return buckets;
  }
}
