/** The words for a count, by the forms that a language has. */
export type Forms<Form extends Intl.LDMLPluralRule> = Readonly<Record<Form, string>>;

/** Chooses by the rules of a language; its catalogue has to give all the forms that the language has. */
export function pluralFor<Form extends Intl.LDMLPluralRule>(language: string) {
  const rules = new Intl.PluralRules(language);
  return (count: number, forms: Forms<Form>): string => forms[rules.select(count) as Form];
}
