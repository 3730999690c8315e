import { format } from '#client/format.ts';
import type { NotDeliveredWords } from '../en/not-delivered.ts';
import { characters, conversations, deletions, edits, messages } from './nouns.ts';

const { number } = format;

export const notDelivered: NotDeliveredWords = {
  title: 'لم تُسلَّم',
  lead: 'محفوظة على هذا الجهاز وحده، حتى تحذفها',
  nothing: 'لا شيء هنا',
  nothingWhy: 'ما لا يقبله الخادم يُحفظ هنا مع السبب: كأن تُؤرشَف مجموعة وأنت دون اتصال.',
  kinds: {
    message: 'رسالة',
    edit: 'تعديل رسالة',
    deletion: 'حذف رسالة',
    conversation: 'محادثة جديدة',
  },
  counts: { message: messages, edit: edits, deletion: deletions, conversation: conversations },
  wereNot: (what) => `لم يُسلَّم: ${what}`,
  show: 'عرض',
  written: (moment) => `كُتبت ${moment}`,
  whenAdded: 'يمكنك المحاولة من جديد إذا أُضفت إليها مرة أخرى.',
  whenOpen: 'يمكنك المحاولة من جديد عندما يعاد فتحها.',
  editAndSend: 'تعديل وإرسال',
  deleteTitle: 'حذف هذا نهائيًا؟',
  deleteText: 'لم يصل إلى أحد، وليس في أي مكان إلا على هذا الجهاز. لا يمكن التراجع عن ذلك.',
  someGroup: 'مجموعة',
  archived: 'مؤرشفة',
  notHere: 'ليست على هذا الجهاز',
  waiting: 'بانتظار الإرسال',
  waitingLead: 'على هذا الجهاز. تُرسل تلقائيًا حالما يتوفر اتصال.',
  waitingCount: (count) => `في الانتظار: ${number(count)}`,
  waitingSince: (count, moment, size) =>
    `في الانتظار: ${number(count)}، ${characters(size)}، أقدمها منذ ${moment}`,
  waitingLong: 'بعضها ينتظر منذ أكثر من يوم. ابحث عن اتصال، أو انظر أدناه ما الذي يوقفها.',
};
