import { describe, expect, test } from 'vitest';
import { directConversationId, isDirectId } from './direct-conversation.ts';
import { isGroupId, type GroupId, type UserId } from './ids.ts';

const [ada, ben, cai] = ['ada-------------', 'ben-------------', 'cai-------------'] as UserId[];

describe('[S23] the id of a direct conversation', () => {
  test('is the same from both sides, and an id', () => {
    const id = directConversationId(ada!, ben!);
    expect(id).toBe(directConversationId(ben!, ada!));
    expect(isGroupId(id)).toBe(true);
    expect(isDirectId(id!)).toBe(true);
  });

  test('is that of these two and of nobody else', () => {
    const ids = [
      directConversationId(ada!, ben!),
      directConversationId(ada!, cai!),
      directConversationId(ben!, cai!),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  test('never changes: what exists would be lost', () => {
    expect(directConversationId(ada!, ben!)).toBe('dm-NK6VAlZlCEkhS61eGQ57Ii');
  });

  test('does not exist of somebody with themselves', () => {
    expect(directConversationId(ada!, ada!)).toBeNull();
  });

  test('is told from that of any other group', () => {
    expect(isDirectId('abcDEF012_-xyzXY' as GroupId)).toBe(false);
  });
});
