import { pluralFor } from '../plural.ts';

export const plural = pluralFor<'one' | 'other'>('de');
