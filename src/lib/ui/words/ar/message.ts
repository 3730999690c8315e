import { format } from '#client/format.ts';
import type { MessageWords } from '../en/message.ts';
import { people } from './nouns.ts';
import { plural } from './plural.ts';

const { number } = format;

/** How often, as it follows a verb. */
const times = (count: number): string =>
  plural(count, {
    zero: 'ولا مرة',
    one: 'مرة واحدة',
    two: 'مرتين',
    few: `${number(count)} مرات`,
    many: `${number(count)} مرة`,
    other: `${number(count)} مرة`,
  });

export const message: MessageWords = {
  message: 'رسالة',
  notShown: 'يتعذّر عرض هذه الرسالة.',
  progress: {
    saving: 'جارٍ الحفظ',
    'on this device': 'على هذا الجهاز',
    sent: 'أُرسلت',
    delivered: 'وصلت',
    read: 'قُرئت',
  },
  late: (written, arrived) => `كُتبت ${written} · وصلت ${arrived}`,
  writtenAt: (time) => `كُتبت: ${time}`,
  arrivedAt: (time) => `وصلت: ${time}`,
  editedAt: (time) => `عُدّلت: ${time}`,
  edited: (edits) => (edits === 1 ? 'عُدّلت' : `عُدّلت ${times(edits)}`),
  showBefore: 'عرض نصّها السابق',
  changeWaits: 'تغيير على هذا الجهاز',

  react: 'تفاعل',
  reactWith: 'التفاعل بـ',
  otherEmoji: 'رمز آخر',
  reply: 'رد',
  edit: 'تعديل',
  copyLink: 'نسخ الرابط',
  history: 'السجل',
  info: 'معلومات',
  markUnread: 'تعليم كغير مقروءة',
  more: 'المزيد',
  moreActions: 'إجراءات أخرى',

  code: 'نص برمجي',
  copyCode: 'نسخ النص البرمجي',
  showLess: 'عرض أقل',
  showMore: 'عرض المزيد',
  showAll: 'عرض الكل',
  everybody: 'كل من في هذه المجموعة',
  olderMessage: 'رسالة أقدم',
  inReplyTo: 'ردًّا على',

  historyTitle: 'سجل هذه الرسالة',
  original: 'الأصل',
  editNumber: (place) => `التعديل ${number(place)}`,
  onThisDevice: 'على هذا الجهاز',
  shownNow: 'المعروض الآن',

  aboutTitle: 'عن هذه الرسالة',
  by: 'الكاتب',
  written: 'كُتبت',
  arrived: 'وصلت',
  whyNotGone: 'لماذا لم تُرسل؟',
  notArrived: 'ليس بعد: هي على هذا الجهاز وستُرسل تلقائيًا.',
  deliveredTo: 'وصلت إلى',
  readBy: 'قرأها',
  nobodyYet: 'لا أحد بعد',
  people,
  editedTerm: 'عُدّلت',
  editedTimes: (time, edits) => `${time}، ${times(edits)} في المجموع`,
  reactions: 'التفاعلات',
  you: 'أنت',
};
