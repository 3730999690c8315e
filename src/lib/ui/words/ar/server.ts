import { format } from '#client/format.ts';
import type { ServerWords } from '../en/server.ts';

const { number } = format;

export const server: ServerWords = {
  units: {
    count: number,
    'per-minute': (value) => `${number(value)} في الدقيقة`,
    ms: (value) => `${number(value)} مللي ثانية`,
    bytes: (value) => `${number(Math.round(value / 1e6))} ميغابايت`,
  },
  names: {
    sockets: 'الأجهزة المتصلة',
    records: 'الرسائل والتعديلات والتفاعلات المقبولة',
    commit: 'مدة حفظ ما يُرسَل',
    lag: 'التأخر عن الخوادم الأخرى',
    requests: 'الطلبات',
    failures: 'الطلبات الفاشلة',
    refused: 'الرسائل والتعديلات والتفاعلات المرفوضة',
    tasks: 'إشعارات وعمليات محو لم تُنجز بعد',
    documents: 'المستندات في الذاكرة',
    statements: 'مدة أمر قاعدة البيانات',
    delay: 'التأخر قبل بدء العمل',
    memory: 'الذاكرة',
  },
  lead: (since) =>
    `الساعة الأخيرة للخادم الذي يجيب. يعمل منذ: ${since}. والمُدد هي التي لم تتجاوزها تسعَ عشرةَ مرة من عشرين.`,
  databases: {
    embedded: 'يستعمل قاعدة البيانات المدمجة.',
    postgres: 'يستعمل \u2068Postgres\u2069.',
  },
  pagesOnly:
    'لا تقدّم هذه العملية إلا الصفحات وواجهة البرامج: الأجهزة متصلة بغيرها، ومقاديرها لدى تلك في \u2068/metrics\u2069.',
  nothing: 'لا شيء بعد',
  chart: (name, now, low, high) => `${name}: الآن ${now}، وفي هذه المدة بين ${low} و${high}.`,
  empty: (name) => `${name}: لا شيء يُقاس في هذه المدة.`,
  asTable: 'على شكل جدول',
  now: 'الآن',
  lowest: 'الأدنى',
  average: 'المتوسط',
  highest: 'الأعلى',
  backup: 'آخر نسخة احتياطية',
  backupMade: (when, size) => `${when}، ${size}.`,
  backupOld: (when, size) =>
    `آخر نسخة احتياطية قديمة: ${when}، ${size}. وما كُتب بعدها يضيع إن تلف القرص. تُنشأ نسخة جديدة بالأمر:`,
  backupNone: 'لا نسخة احتياطية بعد. ينشئها من يشغّل الخادم بالأمر:',
  backupFailed: (when) => `فشلت المحاولة الأخيرة: ${when}.`,
};
