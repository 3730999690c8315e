/**
 * Scenes are short plays: who says what after whom. Written as text, so that the phrase bank reads like the chats
 * it makes:
 *
 *   == @morning                   a new scene, to be played in the morning (or @evening, or at any time)
 *   a: Anyone near {site}?        `a` opens. Lines that start with | are other ways to say the same
 *    | Who is at {site} today?
 *   b>?: I am.                    `b` replies to the opening (>), if the turn happens at all (?)
 *   a+: Great, then …             follows within seconds
 *   b<w: Done.                    replies to the turn before (<), so only if that one happens, after a long while (w)
 *   a!: …                         the author deletes this one soon after
 *
 * What a turn says may hold slots, {site}, and choices, [x|y]. A choice with a label, [q:x|y], falls the same way
 * wherever the scene has that label, so that an answer fits its question.
 *
 * In String.raw, \n is a new line, and ~ stands for the backtick.
 */
export type Topic =
  | 'pumps'
  | 'wells'
  | 'readings'
  | 'routes'
  | 'weather'
  | 'vehicles'
  | 'stock'
  | 'safety'
  | 'shifts'
  | 'work'
  | 'camp'
  | 'visit'
  | 'notes';

export interface Turn {
  role: string;
  says: string[];
  repliesTo: 'opening' | 'previous' | null;
  optional: boolean;
  quick: boolean;
  late: boolean;
  regretted: boolean;
}

export interface Scene {
  topic: Topic;
  when: 'morning' | 'evening' | 'any';
  turns: Turn[];
  roles: string[];
}

const TURN = /^([a-d])([><?+w!]*): (.+)$/;

/** @throws on a line that is neither a scene, nor a turn, nor an alternative: a slip of the pen in the bank. */
export function parseScenes(topic: Topic, source: string): Scene[] {
  const scenes: Scene[] = [];
  for (const line of source.split('\n')) {
    const text = line.trim();
    if (text === '') continue;
    const scene = scenes.at(-1);
    const turn = TURN.exec(text);
    if (text.startsWith('==')) {
      const when = text.includes('@morning') ? 'morning' : text.includes('@evening') ? 'evening' : 'any';
      scenes.push({ topic, when, turns: [], roles: [] });
    } else if (scene && turn) {
      const [, role = '', marks = '', says = ''] = turn;
      scene.turns.push(toTurn(role, marks, says));
      if (!scene.roles.includes(role)) scene.roles.push(role);
    } else if (scene?.turns.length && text.startsWith('| ')) {
      scene.turns.at(-1)?.says.push(unescape(text.slice(2)));
    } else {
      throw new Error(`not a line of a scene: ${text}`);
    }
  }
  return scenes;
}

const unescape = (text: string): string => text.replaceAll('\\n', '\n').replaceAll('~', '`');

const toTurn = (role: string, marks: string, says: string): Turn => ({
  role,
  says: [unescape(says)],
  repliesTo: marks.includes('>') ? 'opening' : marks.includes('<') ? 'previous' : null,
  optional: marks.includes('?'),
  quick: marks.includes('+'),
  late: marks.includes('w'),
  regretted: marks.includes('!'),
});
