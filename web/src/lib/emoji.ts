// Signs that a network calls by name (:+1:), as they look. Pure.

const NAMED: Readonly<Record<string, string>> = {
  '+1': '👍', thumbsup: '👍', '-1': '👎', thumbsdown: '👎', heart: '❤️', pray: '🙏', tada: '🎉', clap: '👏', raised_hands: '🙌', ok_hand: '👌', joy: '😂', smile: '😄', cry: '😢', rage: '😡', fire: '🔥', eyes: '👀',
  white_check_mark: '✅', x: '❌', question: '❓', 100: '💯',
}

// signOf is the sign of a name between colons; a name that is not known stays as it is, and so does a sign.
export const signOf = (text: string): string => NAMED[/^:([^:]+)(?:::[^:]+)?:$/.exec(text)?.[1] ?? ''] ?? text
