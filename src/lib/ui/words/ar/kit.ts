import type { KitWords } from '../en/kit.ts';

export const kit: KitWords = {
  back: 'رجوع',
  cancel: 'إلغاء',
  close: 'إغلاق',
  copy: 'نسخ',
  copied: 'تم النسخ.',
  copyRefused: 'لم يسمح هذا المتصفح بالنسخ. حدِّد النص وانسخه بنفسك.',
  dayAndTime: (day, time) => `${day}، ${time}`,
  delete: 'حذف',
  deleted: 'حُذفت هذه الرسالة',
  done: 'تم',
  loading: 'جارٍ التحميل…',
  menu: 'القائمة',
  newConversation: 'محادثة جديدة',
  notKnown: 'لم تنجح العملية لسبب غير معروف. حاول مرة أخرى.',
  save: 'حفظ',
  toConversations: 'العودة إلى محادثاتك',
  tryAgain: 'إعادة المحاولة',
  unread: 'غير مقروءة',
  you: 'أنت',

  noServer: 'لا اتصال بالخادم',
  noServerText:
    'لم يسجّل أحد الدخول على هذا الجهاز بعد. اتصل مرة واحدة لتسجيل الدخول، وبعدها يعمل كل شيء دون اتصال أيضًا.',
  nothingHere: 'لا شيء هنا',
  didNotWork: 'لم تنجح العملية',
  checkAddress: 'تحقق من العنوان، أو ابدأ من محادثاتك.',
  needsConnection: 'تحتاج هذه الصفحة إلى اتصال بالخادم. أما محادثاتك فهي هنا دونه.',
  goToConversations: 'إلى محادثاتك',
  roles: { owner: 'مالك', administrator: 'مدير', member: 'عضو', guest: 'ضيف' },
};
