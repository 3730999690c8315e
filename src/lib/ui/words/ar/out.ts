import type { OutWords } from '../en/out.ts';
import { isolated } from '../isolated.ts';

export const out: OutWords = {
  language: 'اللغة',
  problem: 'مشكلة: ',
  problemTitle: 'مشكلة',
  didNotWork: 'لم تنجح العملية',
  tryAgain: 'إعادة المحاولة',

  name: 'اسمك',
  employeeId: 'المعرّف الوظيفي',
  employeeIdHint: 'تسجّل الدخول به: أحرف لاتينية وأرقام ونقاط وشرطات.',
  password: 'كلمة المرور',
  passwordHint: '10 أحرف على الأقل.',

  signIn: 'تسجيل الدخول',
  signInWith: (provider) => `تسجيل الدخول عبر ${isolated(provider)}`,
  usePasskey: 'استعمال مفتاح مرور بدلًا من ذلك',
  newHere: 'جديد هنا؟ افتح رابط الدعوة الذي أرسله إليك أحد من مؤسستك.',
  providerProblems: {
    unreachable: (name) =>
      `لا تجيب خدمة ${isolated(name)}. سجّل الدخول بكلمة المرور، أو حاول عندما تتحسّن الشبكة.`,
    cancelled: (name) =>
      `لم يُسجَّل دخولك: أنهته خدمة ${isolated(name)}. حاول مرة أخرى، أو سجّل الدخول بكلمة المرور.`,
    expired: () => 'استغرق ذلك أكثر من خمس دقائق، أو سبقت الإجابة عنه. ابدأ من جديد.',
    refused: (name) => `لم يُسجَّل دخولك: تعذّر التحقق من إجابة خدمة ${isolated(name)}. ابدأ من جديد.`,
    'unknown-person': (name) =>
      `تعرفك خدمة ${isolated(name)}، لكن هذه المؤسسة لا تعرفك. اطلب من مدير إضافتك.`,
    'other-account': (name) => `لهذا الشخص حساب آخر لدى خدمة ${isolated(name)}. اسأل مديرًا.`,
    'not-active': () => 'هذا الحساب غير نشط. اسأل مديرًا في مؤسستك.',
    'too-many': () => 'محاولات كثيرة. حاول مرة أخرى بعد بضع دقائق.',
  },

  codeTitle: 'إدخال رمز',
  codeLead: 'لحسابك عامل ثانٍ.',
  code: 'الرمز',
  codeHint: 'ستة أرقام من تطبيق المصادقة، أو أحد رموز الاسترداد.',
  startAgain: 'البدء من جديد',
  noCode: 'لا تطبيق ولا رموز استرداد؟ اسأل مديرًا.',

  passkeyTitle: 'تسجيل الدخول بمفتاح مرور',
  passkeyLead: 'افتحه ببصمتك أو وجهك أو رمز الجهاز الذي يحمله.',
  passkeyNoScripts: 'تحتاج مفاتيح المرور إلى برامج نصية لا يشغّلها هذا المتصفح. سجّل الدخول بكلمة المرور.',
  passkeyNone: 'ليس في هذا المتصفح مفاتيح مرور، أو لا يبدأ هذا العنوان بـ https. سجّل الدخول بكلمة المرور.',
  unlock: 'فتح مفتاح مرور',
  withPassword: 'تسجيل الدخول بكلمة المرور',

  join: 'انضمام',
  joinTitle: (organisation) => `الانضمام إلى ${isolated(organisation)}`,
  invitedBy: (name) => `يدعوك ${isolated(name)}.`,
  invitedInto: (name, groups) => `يدعوك ${isolated(name)}، وإلى المجموعات أيضًا: ${groups}.`,
  unnamedGroup: 'محادثة بلا اسم',
  missedGroups: (count) =>
    count === 1
      ? 'في الرابط أيضًا مجموعة لم تعد تقبل أحدًا عبره.'
      : `في الرابط أيضًا مجموعات لم تعد تقبل أحدًا عبره (${count}).`,
  member: 'عضو من قبل؟',

  passwordTitle: 'اختيار كلمة مرور',
  passwordLead: 'سجّلت الدخول بكلمة مرور يعرفها غيرك. اختر كلمة خاصة بك للمتابعة.',
  saveAndGoOn: 'حفظ ومتابعة',
  newPassword: 'كلمة المرور الجديدة',
  again: 'الكلمة نفسها مرة أخرى',

  setUp: 'إعداد Cairn',
  setUpLead: 'أنت أول من هنا. سمِّ مؤسستك، وكن مالكها.',
  organisation: 'المؤسسة',
  create: 'إنشاء المؤسسة',
};
