/** Finds what a component says in a language of its own, past the catalogues of `src/lib/ui/words`. */
import { parse } from 'svelte/compiler';
import ts from 'typescript';

/** Attributes and props that people read or hear. */
const READ = new Set(
  'action alt aria-description aria-label aria-roledescription aria-valuetext hint label lead placeholder submit title'.split(
    ' ',
  ),
);
/** Names, and what is typed just so. */
const SAME_IN_EVERY_LANGUAGE = new Set(['Cairn', '@all', 'CSV']);
/** In scripts most strings are values; what people read begins with a capital letter and goes on after a space. */
const SENTENCE = /^\p{Lu}\p{L}*[ ,:…].*\p{L}|^\p{Lu}\p{Ll}+[.…]$/u;
/** Words around what is put into a text. */
const FILLED = /\p{L} \p{L}|… \p{Ll}{2}/u;

/** Where the syntax tree of a component goes on. */
const CHILDREN = 'nodes fragment attributes body consequent alternate fallback pending then catch'.split(' ');

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Texts of a component that are no names: of its markup, of attributes that are read, and sentences in its script. */
export function literalsOf(file: string, content: string): string[] {
  if (!file.endsWith('.svelte')) return sentencesIn(content);
  const { fragment, instance, module } = parse(content, { modern: true, filename: file });
  const scripts = [instance, module].map((script) =>
    script ? content.slice(at(script.content, 'start'), at(script.content, 'end')) : '',
  );
  return [...inMarkup(fragment as unknown as Node).filter(isSaid), ...scripts.flatMap(sentencesIn)];
}

function inMarkup(node: Node): string[] {
  if (node.type === 'Text') return [String(node.data)];
  if (node.type === 'ExpressionTag') return saidBy(node.expression as Node);
  if (node.type === 'Attribute') {
    if (!READ.has(String(node.name)) || node.value === true) return [];
    return childrenOf(node.value).flatMap(inMarkup);
  }
  return CHILDREN.flatMap((key) => childrenOf(node[key])).flatMap((child) =>
    // Where a form goes; a component's action is what its button says.
    node.type === 'RegularElement' && child.name === 'action' ? [] : inMarkup(child),
  );
}

/** The strings that an expression may come to: not what it compares, looks up or passes on. */
function saidBy(node: Node): string[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return childrenOf(node.quasis).map(({ value }) => (value as { cooked: string }).cooked);
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap((one) => saidBy(one as Node));
    case 'LogicalExpression':
      return [node.left, node.right].flatMap((one) => saidBy(one as Node));
    default:
      return [];
  }
}

function sentencesIn(script: string): string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && isValue(node) && SENTENCE.test(node.text)) found.push(node.text);
    if (ts.isTemplateExpression(node) && FILLED.test(filled(node))) found.push(filled(node));
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile('script.ts', script, ts.ScriptTarget.Latest, true));
  return found;
}

/** And not the name of a property. */
const isValue = (node: ts.Node): boolean =>
  !ts.isPropertyAssignment(node.parent) || node.parent.name !== node;

const partsOf = ({ head, templateSpans }: ts.TemplateExpression): string[] => [
  head.text,
  ...templateSpans.map(({ literal }) => literal.text),
];
const filled = (template: ts.TemplateExpression): string => partsOf(template).join('…');

/** What a script may say: its strings, with # for a number, and those that are filled, with whatever they are filled with. */
export function patternsOf(script: string): RegExp[] {
  const found: RegExp[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(exactly([node.text.replaceAll(/\d+/g, '#')]));
    if (ts.isTemplateExpression(node)) found.push(exactly(partsOf(node)));
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile('script.ts', script, ts.ScriptTarget.Latest, true));
  return found;
}

const exactly = (parts: readonly string[]): RegExp =>
  new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^.]+')}$`);

const isSaid = (text: string): boolean =>
  /\p{L}{2}/u.test(text) && !SAME_IN_EVERY_LANGUAGE.has(text.replace(/ · $|^ · /g, '').trim());

const childrenOf = (value: unknown): Node[] =>
  [value].flat().filter((one): one is Node => typeof one === 'object' && one !== null && 'type' in one);

const at = (node: object, end: 'start' | 'end'): number => (node as Record<typeof end, number>)[end];
