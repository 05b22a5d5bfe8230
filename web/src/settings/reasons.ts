// What the server finds wrong with a document, in the reader's words where we know it, in its own otherwise.

import { i18n } from '@/i18n'

// Each is the beginning or the shape of a sentence of the server, and the key of ours; what is in brackets is passed on.
const KNOWN: readonly [RegExp, string][] = [
  [/^is empty/, 'empty'],
  [/^missing$/, 'missing'],
  [/^unknown key$/, 'unknownKey'],
  [/^given twice$/, 'twice'],
  [/^wants (?:text|a list|keys and values|true or false|a whole number)/, 'kind'],
  [/out of range; choose from (.+)$/, 'range'],
  [/^".*" is not a whole number; write a number from (.+)$/, 'range'],
  [/has no unit; write/, 'unit'],
  [/is not a duration/, 'duration'],
  [/^\d+ of them have a menu: at most (\d+)/, 'menuMost'],
  [/^is longer than (\d+) characters/, 'long'],
  [/^longer than (\d+) characters/, 'long'],
  [/^is (\d+) characters long; use at most/, 'tooLong'],
  [/is not an id: use small letters/, 'groupId'],
  [/^wants a-z, 0-9, - and _/, 'groupId'],
  [/^wants a time from (\S+) to (\S+),/, 'between'],
  [/^a dispute belongs to /, 'disputeGroup'],
  [/^the ladder has no (\S+)$/, 'noRung'],
  [/^there is no criterion (\S+)$/, 'noCriterion'],
  [/^wants a number from 1 to that of the criteria, which is (\d+)$/, 'criteriaRange'],
  [/^"(.+)" is there twice$/, 'thereTwice'],
  [/is not an id such as (\S+)$/, 'id'],
  [/^a (?:group|rule|script) .*stands above$/, 'above'],
  [/^a script with this id stands above$/, 'above'],
  [/^sessions start in one group only/, 'oneDefault'],
  [/^one group handles complaints/, 'oneComplaint'],
  [/^one of them must be the default/, 'noDefault'],
  [/^there is no group (\S+)$/, 'noGroup'],
  [/is not a time zone/, 'zone'],
  [/is not a span/, 'span'],
  [/overlaps "(.+)"/, 'overlap'],
  [/on no clock/, 'span'],
  [/has no length/, 'span'],
  [/is not a date/, 'date'],
  [/^is before date/, 'order'],
  [/is in .* as well: keep one/, 'sameDay'],
  [/^says no hours/, 'noHours'],
  [/^the calendar is open at no time/, 'never'],
  [/^".*" is there already/, 'already'],
  [/^".*" has no letter to recognise/, 'noLetter'],
  [/^"(.+)" holds no phrase of the rule/, 'exceptUseless'],
  [/^"(.+)" is a phrase of the rule itself/, 'exceptItself'],
  [/^holds "(.+)", which (\S+) is against/, 'replaceHolds'],
  [/^must say \{\{\.(\w+)\}\}/, 'mustSay'],
  [/^no \{\{\.(\w+)\}\} at this stage/, 'noVariable'],
  [/^\{\{\.(\w+)\}\} can be empty here/, 'mayBeEmpty'],
  [/^must hold a phrase of phrases\.(\w+)/, 'mustHold'],
  [/^must hold no phrase of phrases\.(\w+)/, 'mustNotHold'],
  [/^fits at the same moment as (\S+)/, 'sameMoment'],
  [/^no hours "(.+)"/, 'noSuchHours'],
  [/^no agent looks up a /, 'noneLooks'],
  [/^the desk says it by itself: write/, 'saysItself'],
  [/^agents find no script "(.+)"/, 'noInstead'],
  [/^(\S+) is retired itself/, 'insteadRetired'],
  [/^the library has no file /, 'noFile'],
  [/^at most (\d+) files go with a script/, 'filesMost'],
  [/^holds a \{gap\}/, 'stray'],
  [/is not a code: /, 'code'],
  [/^the desk needs a script (\S+)/, 'needsScript'],
]

export function reason(message: string): string {
  const { t, te } = i18n.global
  for (const [shape, key] of KNOWN) {
    const m = shape.exec(message)
    const name = 'settings.why.' + key
    if (m && te(name)) return t(name, { x: word(m[1] ?? ''), y: m[2] ?? '' })
  }
  return message
}

// word names what the server calls by a key.
function word(x: string): string {
  const { t, te } = i18n.global
  return te('settings.var.' + x) ? t('settings.var.' + x) : te('settings.set.' + x) ? t('settings.set.' + x) : x
}
