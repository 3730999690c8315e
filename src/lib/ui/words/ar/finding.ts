import type { FindingWords } from '../en/finding.ts';
import { isolated } from '../isolated.ts';
import { results } from './nouns.ts';

export const finding: FindingWords = {
  searchMessages: 'البحث في الرسائل',
  searchFor: (typed) => `البحث في الرسائل عن «${isolated(typed)}»`,
  namesTitle: 'المحادثات والأشخاص',
  findOrJump: 'البحث أو الانتقال',
  findOrJumpButton: 'البحث أو الانتقال…',
  place: 'محادثة أو شخص',
  found: results,

  shortcutsTitle: 'اختصارات لوحة المفاتيح',
  anywhereTitle: 'في أي مكان',
  inConversation: 'في محادثة',
  whileWriting: 'أثناء الكتابة',
  keys: {
    switcher: 'البحث عن محادثة أو شخص والانتقال إليه',
    previous: 'المحادثة السابقة',
    next: 'المحادثة التالية',
    previousUnread: 'المحادثة غير المقروءة السابقة',
    nextUnread: 'المحادثة غير المقروءة التالية',
    shortcuts: 'هذه الاختصارات، ما دام لا يُكتب شيء',
    markRead: 'تعليم كمقروءة والانتقال إلى النهاية',
    toMessages: 'من حقل الكتابة إلى الرسائل',
    messageBefore: 'الرسالة السابقة، بين الرسائل',
    messageAfter: 'الرسالة التالية، بين الرسائل',
    messageActions: 'إجراءات الرسالة',
    editLast: 'تعديل رسالتي الأخيرة، وحقل الكتابة فارغ',
    leave: 'ترك التعديل أو الرد',
    mention: 'الإشارة إلى شخص',
    emoji: 'رمز تعبيري باسمه',
    send: 'إرسال',
    newLine: 'سطر جديد',
  },
};
