import { describe, expect, it } from 'vitest';
import { mayAdminister, mayChangePerson, mayDeactivate, ROLES, rolesToGive } from './rights.ts';

const ada = { id: 'ada', role: 'owner' } as const;
const ben = { id: 'ben', role: 'administrator' } as const;
const cai = { id: 'cai', role: 'member' } as const;

describe('rights in the organisation', () => {
  it('lets the owner and administrators administer, and nobody else', () => {
    expect(ROLES.filter(mayAdminister)).toEqual(['owner', 'administrator']);
  });
  it('keeps owners out of the reach of administrators', () => {
    expect(mayChangePerson(ben, ada)).toBe(false);
    expect(mayChangePerson(ada, ben)).toBe(true);
    expect(mayChangePerson(ben, cai)).toBe(true);
    expect(mayChangePerson(cai, cai)).toBe(false);
    expect(rolesToGive('administrator')).not.toContain('owner');
    expect(rolesToGive('owner')).toContain('owner');
    expect(rolesToGive('member')).toEqual([]);
  });
  it('lets nobody deactivate themselves', () => {
    expect(mayDeactivate(ada, ada)).toBe(false);
    expect(mayDeactivate(ada, cai)).toBe(true);
  });
});
