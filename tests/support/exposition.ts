/** Reads the text format of Prometheus (0.0.4). @throws for a line that is not of it, and for a figure without help */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: Sample[];
}
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"(?:,|$)/gy;

export class Exposition {
  readonly families = new Map<string, Family>();

  constructor(text: string) {
    const helps = new Map<string, string>();
    let family: Family | undefined;
    for (const line of text.split('\n').filter(Boolean)) {
      const [, what, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
      if (what === 'HELP') helps.set(name, rest);
      else if (what === 'TYPE') {
        family = { name, type: rest, help: helps.get(name) ?? '', samples: [] };
        this.families.set(name, family);
      } else if (family) family.samples.push(readSample(line, family));
      else throw new Error(`a figure without a type: ${line}`);
    }
    for (const { name, help } of this.families.values())
      if (help === '') throw new Error(`${name} has no help`);
  }

  static async of(url: string): Promise<Exposition> {
    const answer = await fetch(url);
    if (!answer.headers.get('content-type')?.startsWith('text/plain; version=0.0.4'))
      throw new Error(`this is ${answer.status} ${answer.headers.get('content-type')}`);
    return new Exposition(await answer.text());
  }

  /** The sum over everything that has these labels. @throws when there is no such figure */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number {
    const family = this.families.get(name) ?? this.families.get(name.replace(/_(count|sum|bucket)$/, ''));
    if (!family) throw new Error(`there is no ${name}`);
    return family.samples
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
      .reduce((sum, { value }) => sum + value, 0);
  }
}

function readSample(line: string, family: Family): Sample {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || value === undefined || !/^([-+]?Inf|NaN|[-+]?[\d.]+(e[-+]?\d+)?)$/i.test(value))
    throw new Error(`not a figure: ${line}`);
  if (name.replace(/_(bucket|sum|count)$/, '') !== family.name && name !== family.name)
    throw new Error(`${name} stands under ${family.name}`);
  const found = [...labels.matchAll(LABEL)];
  if (found.map(([all]) => all).join('') !== labels) throw new Error(`not labels: ${labels}`);
  return {
    name,
    labels: Object.fromEntries(found.map(([, label, of]) => [label!, of!])),
    value: Number(value),
  };
}
