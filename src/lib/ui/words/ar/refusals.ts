import type { Refusal } from '#domain/refusal.ts';

export const refusals: Record<Refusal, string> = {
  empty: 'لم يكن هناك ما يُرسل.',
  'not-ready': 'لا تزال هذه المجموعة تُفتح على هذا الجهاز. حاول مرة أخرى بعد لحظة.',
  'too-long': 'هذه الرسالة أطول من 8000 حرف.',
  malformed: 'تعذّرت قراءة هذه الرسالة.',
  duplicate: 'سبق تسليم هذا.',
  'not-member': 'لم تعد عضوًا في هذه المجموعة.',
  'group-archived': 'أُرشفت هذه المجموعة.',
  'unknown-target': 'الرسالة المقصودة ليست في هذه المجموعة.',
  'target-deleted': 'حُذفت تلك الرسالة.',
  'not-yours': 'لا يعدّل الرسالة إلا كاتبها.',
  'not-allowed': 'لا يمكنك حذف هذه الرسالة.',
  'person-gone': 'تعذّر إنشاء هذه المحادثة: أحد من فيها لم يعد في المؤسسة.',
  'not-created': 'لم ينشئ الخادم هذه المحادثة.',
  'volume-full': 'لا يقبل هذا الجزء من المحادثة تغييرات أخرى.',
};
