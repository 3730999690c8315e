import { expect, it } from 'vitest';
import { Metrics } from './metrics.ts';
import { RecentFigures } from './recent-figures.ts';

const answered = { method: 'GET', route: '/api/v1/me', ms: 10 };
const batch = { records: 3, accepted: 2, refused: new Map([['not-yours', 1]] as const) };

function values(figures: RecentFigures, name: string): readonly (number | null)[] {
  return figures.state().figures.find((figure) => figure.name === name)!.values;
}

it('keeps what happened between two looks, and nothing where nothing could be measured', async () => {
  const metrics = new Metrics();
  metrics.answered({ ...answered, status: 200 });
  const figures = new RecentFigures(metrics, { database: 'embedded', syncs: true });
  await figures.look();
  expect([values(figures, 'requests'), values(figures, 'commit')]).toEqual([[0], [null]]);
  metrics.answered({ ...answered, status: 200 });
  metrics.answered({ ...answered, status: 503 });
  metrics.answered({ ...answered, status: null });
  metrics.committed({ ...batch, ms: 7 });
  await figures.look();
  const last = (name: string) => values(figures, name).at(-1)!;
  expect(last('requests') / last('failures')).toBeCloseTo(3, 1);
  expect(last('records') / last('refused')).toBeCloseTo(2, 1);
  expect(last('commit')).toBeGreaterThan(5);
  expect(last('commit')).toBeLessThanOrEqual(10);
  expect(last('memory')).toBeGreaterThan(1e6);
  await figures.look();
  expect(last('commit')).toBe(null);
});

it('keeps an hour and not more', async () => {
  const figures = new RecentFigures(new Metrics(), { database: 'postgres', syncs: true });
  for (let look = 0; look < 125; look++) await figures.look();
  for (const { values } of figures.state().figures) expect(values).toHaveLength(120);
});
