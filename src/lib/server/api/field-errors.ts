import type { BaseIssue } from 'valibot';
import type { FieldError } from './problem.ts';

/** A sentence for each field that is not as it should be, each field once. */
export function fieldErrors(issues: readonly BaseIssue<unknown>[]): FieldError[] {
  const errors = new Map<string, string>();
  for (const issue of issues) {
    const field = issue.path?.map(({ key }) => String(key)).join('.') ?? '';
    if (!errors.has(field)) errors.set(field, sentence(issue));
  }
  return [...errors].map(([field, detail]) => ({ field, detail }));
}

function sentence(issue: BaseIssue<unknown>): string {
  if (issue.type === 'strict_object')
    return issue.expected === 'never' ? 'There is no such field.' : 'This is needed.';
  if (issue.kind === 'schema' && issue.received === 'undefined') return 'This is needed.';
  // Our own schemas bring a sentence; those of the library do without what was sent, which may be a secret.
  return issue.message.startsWith('Invalid ')
    ? `This should be ${issue.expected?.replaceAll('"', '“') ?? 'something else'}.`
    : issue.message;
}
