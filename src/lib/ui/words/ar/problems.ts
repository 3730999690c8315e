import type { ProblemCode } from '../catalogue.ts';

export const problems: Record<ProblemCode, string> = {
  'too-many': 'هذا كثير دفعة واحدة. حاول لاحقًا.',
  malformed: 'لا يُقبل هذا هنا بهذه الصورة.',
  'not-allowed': 'لا يجوز لك ذلك.',
  'not-found': 'هذا غير موجود، أو لم يعد موجودًا.',
  'signed-out': 'سجّل الدخول أولًا.',
  'bad-file': 'تعذّر استيراد هذا الملف.',
};
